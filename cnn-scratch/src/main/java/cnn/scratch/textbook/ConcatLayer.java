package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Branches side by side: chains of layers that are given the same x {@code [N, C, H, W]}, and whose outputs
 * {@code [N, C_b, OH, OW]} are stacked along the channels. A branch without layers is x itself. Branch b's channels of y begin
 * at f_b = C_1 + … + C_(b-1).
 *
 * <pre>
 * forward    y[n, f_b + c, i, j] = (y of branch b)[n, c, i, j]
 * backward   (dy of branch b)[n, c, i, j] = dy[n, f_b + c, i, j]
 *            dx = Σ_b (dx of branch b)
 * </pre>
 *
 * <p>No two branches write the same element of y, so each is given just its own channels of dy; all of them use x, so what
 * comes back is added.
 */
public final class ConcatLayer extends CompositeLayer {
    /** The numbers of one sample that each branch gives, and those of all. */
    private final List<Integer> sizes = new ArrayList<>();

    private final int size;
    private final List<BatchBuffer> shares = new ArrayList<>();

    ConcatLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
        size = placed.output().size();
        for (List<PlacedLayer> branch : placed.branches()) {
            Shape output = branch.isEmpty() ? placed.input() : branch.get(branch.size() - 1).output();
            sizes.add(output.size());
            shares.add(new BatchBuffer(output, context.maxBatch()));
        }
    }

    @Override
    protected void join(int N, List<double[]> outputs, double[] y) {
        int first = 0;
        for (int b = 0; b < outputs.size(); b++) {
            for (int n = 0; n < N; n++) {
                System.arraycopy(outputs.get(b), n * sizes.get(b), y, n * size + first, sizes.get(b));
            }
            first += sizes.get(b);
        }
    }

    @Override
    protected Tensor share(int N, Tensor dy, int b) {
        TextbookTensor share = shares.get(b).of(N);
        int first = sizes.stream().limit(b).mapToInt(Integer::intValue).sum();
        for (int n = 0; n < N; n++) {
            double[] whole = TextbookTensor.of(dy).values();
            System.arraycopy(whole, n * size + first, share.values(), n * sizes.get(b), sizes.get(b));
        }
        return share;
    }
}
