package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;
import java.util.Arrays;

/**
 * The largest element of each channel. x {@code [N, C, H, W]}, y {@code [N, C]}.
 *
 * <pre>
 * forward    y[n,c]      = max over i, j of x[n,c,i,j]
 * backward   dx[n,c,i,j] = dy[n,c] if x[n,c,i,j] won, else 0
 * </pre>
 *
 * <p>The forward pass remembers each channel's winner: on a tie the first of the largest in row order, as in
 * {@link MaxPool2dLayer}.
 */
public final class GlobalMaxPool2dLayer extends TextbookLayer {
    private final int C;
    private final int area;
    /** For each element of y, the index of the x that won. */
    private final int[] winners;

    GlobalMaxPool2dLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        area = placed.input().dim(1) * placed.input().dim(2);
        winners = new int[context.maxBatch() * C];
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int nc = 0; nc < N * C; nc++) {
            int winner = nc * area;
            for (int at = nc * area; at < (nc + 1) * area; at++) {
                if (x[at] > x[winner]) {
                    winner = at;
                }
            }
            winners[nc] = winner;
            y[nc] = x[winner];
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        Arrays.fill(dx, 0, N * C * area, 0);
        for (int nc = 0; nc < N * C; nc++) {
            dx[winners[nc]] = dy[nc];
        }
    }
}
