package cnn.scratch.textbook;

import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * What every textbook layer has in common: buffers for y and dx, and the bookkeeping between a forward pass and its
 * backward pass. A subclass gives the formulas, over row-major arrays with the batch extent N first:
 * {@link #forward(int, double[], double[]) y from x}, {@link #inputGradient dx from dy} and, if it has parameters,
 * {@link #parameterGradient dw and db from dy}.
 */
public abstract class TextbookLayer implements Layer {
    private final PlacedLayer placed;
    private final BatchBuffer outputs;
    private final BatchBuffer inputGradients;
    private Optional<TextbookTensor> input = Optional.empty();

    /** The network's flat parameter vector; a layer looks at its own slices only. */
    protected final double[] parameters;

    /** The network's flat gradient vector; a layer writes to its own slices only. */
    protected final double[] gradient;

    /** The network's flat state vector; a layer looks at its own slices only. */
    protected final double[] state;

    final Parallel parallel;

    protected TextbookLayer(PlacedLayer placed, LayerContext context) {
        this.placed = placed;
        this.outputs = new BatchBuffer(placed.output(), context.maxBatch());
        this.inputGradients = new BatchBuffer(placed.input(), context.maxBatch());
        this.parameters = context.parameters();
        this.gradient = context.gradient();
        this.state = context.state();
        this.parallel = context.parallel();
    }

    /** Computes y from x. */
    public abstract void forward(int N, double[] x, double[] y);

    /** Computes y from x in training, for a layer that does otherwise then than in inference; mode addresses randomness. */
    public void forwardInTraining(int N, double[] x, double[] y, Mode mode) {
        forward(N, x, y);
    }

    /** Computes dx from dy, given the x and y of the forward pass; overwrites dx. */
    public abstract void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx);

    /** Computes this layer's slices of the gradient vector from dy, given the x of the forward pass; overwrites them. */
    public void parameterGradient(int N, double[] x, double[] dy) {}

    @Override
    public final List<PlacedLayer> covers() {
        return List.of(placed);
    }

    @Override
    public final ForwardPass forward(Tensor x, Mode mode) {
        TextbookTensor given = TextbookTensor.of(x);
        int N = x.shape().dim(0);
        TextbookTensor y = outputs.of(N);
        if (mode.training()) {
            forwardInTraining(N, given.values(), y.values(), mode);
        } else {
            forward(N, given.values(), y.values());
        }
        input = mode.training() ? Optional.of(given) : Optional.empty();
        return new ForwardPass(y, new Pass(N, y));
    }

    /** The way back from the last forward pass. */
    private final class Pass implements Backward {
        private final int N;
        private final TextbookTensor y;

        Pass(int N, TextbookTensor y) {
            this.N = N;
            this.y = y;
        }

        @Override
        public Tensor dx(Tensor dy) {
            parametersOnly(dy);
            TextbookTensor dx = inputGradients.of(N);
            inputGradient(N, x(), y.values(), TextbookTensor.of(dy).values(), dx.values());
            return dx;
        }

        @Override
        public void parametersOnly(Tensor dy) {
            parameterGradient(N, x(), TextbookTensor.of(dy).values());
        }

        private double[] x() {
            return input.orElseThrow(() -> new IllegalStateException(
                            placed.label() + ": backward needs a forward pass in training mode before it"))
                    .values();
        }
    }
}
