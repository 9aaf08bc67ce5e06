package cnn.scratch.textbook;

import cnn.backend.Backward;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;

/**
 * A residual block: two chains of layers that are given the same x, and whose outputs are added. Any shape; an empty
 * shortcut is x itself.
 *
 * <pre>
 * forward    y  = body(x) + shortcut(x)
 * backward   dx = (dx of the body for dy) + (dx of the shortcut for dy)
 * </pre>
 *
 * <p>Both branches get the whole dy, because y grows by one with each of them; x is used twice, so what comes back from both
 * uses is added. The derivation is in docs/layers/residual.md.
 */
public final class ResidualLayer implements Layer {
    private final PlacedLayer placed;
    private final Chain body;
    private final Chain shortcut;
    private final BatchBuffer outputs;
    private final BatchBuffer inputGradients;
    private boolean backwardPossible;

    ResidualLayer(PlacedLayer placed, Chain body, Chain shortcut, LayerContext context) {
        this.placed = placed;
        this.body = body;
        this.shortcut = shortcut;
        this.outputs = new BatchBuffer(placed.output(), context.maxBatch());
        this.inputGradients = new BatchBuffer(placed.input(), context.maxBatch());
    }

    @Override
    public List<PlacedLayer> covers() {
        return List.of(placed);
    }

    @Override
    public List<Chain> chains() {
        return List.of(body, shortcut);
    }

    @Override
    public ForwardPass forward(Tensor x, Mode mode) {
        int N = x.shape().dim(0);
        TextbookTensor y = outputs.of(N);
        add(body.forward(x, mode), shortcut.forward(x, mode), y);
        backwardPossible = mode.training();
        return new ForwardPass(y, new Pass(N));
    }

    private static void add(Tensor a, Tensor b, TextbookTensor sum) {
        double[] first = TextbookTensor.of(a).values();
        double[] second = TextbookTensor.of(b).values();
        for (int i = 0; i < sum.shape().size(); i++) {
            sum.values()[i] = first[i] + second[i];
        }
    }

    /** The way back from the last forward pass. */
    private final class Pass implements Backward {
        private final int N;

        Pass(int N) {
            this.N = N;
        }

        @Override
        public Tensor dx(Tensor dy) {
            requireForward();
            TextbookTensor dx = inputGradients.of(N);
            add(body.dx(dy), shortcut.dx(dy), dx);
            return dx;
        }

        @Override
        public void parametersOnly(Tensor dy) {
            requireForward();
            body.parametersOnly(dy);
            shortcut.parametersOnly(dy);
        }

        private void requireForward() {
            if (!backwardPossible) {
                throw new IllegalStateException(
                        placed.label() + ": backward needs a forward pass in training mode before it");
            }
        }
    }

    @Override
    public void close() {
        body.close();
        shortcut.close();
    }
}
