package cnn.scratch.textbook;

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
public final class ResidualLayer extends CompositeLayer {
    private final int size;

    ResidualLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
        size = placed.output().size();
    }

    @Override
    protected void join(int N, List<double[]> outputs, double[] y) {
        double[] body = outputs.get(0);
        double[] shortcut = outputs.get(1);
        for (int i = 0; i < N * size; i++) {
            y[i] = body[i] + shortcut[i];
        }
    }

    @Override
    protected Tensor share(int N, Tensor dy, int b) {
        return dy;
    }
}
