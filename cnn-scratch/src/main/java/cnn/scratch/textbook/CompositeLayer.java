package cnn.scratch.textbook;

import cnn.backend.Backward;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What layers made of other layers have in common: chains of layers, one a branch, that are given the same x. A subclass says
 * how the branches' outputs make y, and which part of dy each branch is given. As x is used by every branch, what comes back
 * from all of them is added: dx = Σ over the branches of their dx.
 */
public abstract class CompositeLayer implements Layer {
    private final PlacedLayer placed;
    private final List<Chain> chains;
    private final BatchBuffer outputs;
    private final BatchBuffer inputGradients;
    private boolean backwardPossible;

    protected CompositeLayer(PlacedLayer placed, LayerContext context) {
        this.placed = placed;
        this.chains = placed.branches().stream()
                .map(branch -> new Chain(context.layers(branch)))
                .toList();
        this.outputs = new BatchBuffer(placed.output(), context.maxBatch());
        this.inputGradients = new BatchBuffer(placed.input(), context.maxBatch());
    }

    /** Computes y from what the branches give for x. */
    protected abstract void join(int N, List<double[]> outputs, double[] y);

    /** What branch number b is given of dy. */
    protected abstract Tensor share(int N, Tensor dy, int b);

    @Override
    public final List<PlacedLayer> covers() {
        return List.of(placed);
    }

    @Override
    public final List<Chain> chains() {
        return chains;
    }

    @Override
    public final ForwardPass forward(Tensor x, Mode mode) {
        int N = x.shape().dim(0);
        TextbookTensor y = outputs.of(N);
        List<double[]> given = chains.stream()
                .map(chain -> TextbookTensor.of(chain.forward(x, mode)).values())
                .toList();
        join(N, given, y.values());
        backwardPossible = mode.training();
        return new ForwardPass(y, new Pass(N));
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
            Arrays.fill(dx.values(), 0, dx.shape().size(), 0);
            for (int b = 0; b < chains.size(); b++) {
                double[] back =
                        TextbookTensor.of(chains.get(b).dx(share(N, dy, b))).values();
                for (int i = 0; i < dx.shape().size(); i++) {
                    dx.values()[i] += back[i];
                }
            }
            return dx;
        }

        @Override
        public void parametersOnly(Tensor dy) {
            requireForward();
            for (int b = 0; b < chains.size(); b++) {
                chains.get(b).parametersOnly(share(N, dy, b));
            }
        }

        private void requireForward() {
            if (!backwardPossible) {
                throw new IllegalStateException(
                        placed.label() + ": backward needs a forward pass in training mode before it");
            }
        }
    }

    @Override
    public final void close() {
        chains.forEach(Chain::close);
    }
}
