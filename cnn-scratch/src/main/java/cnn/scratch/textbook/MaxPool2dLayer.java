package cnn.scratch.textbook;

import cnn.spec.Geometry2d;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/**
 * Max pooling. x {@code [N, C, H, W]}, y {@code [N, C, OH, OW]}.
 *
 * <pre>
 * forward    y[n,c,i,j]  = max of x[n,c,p,q] over the window's elements inside the image
 * backward   dx[n,c,p,q] = Σ over all windows (i,j) that x[n,c,p,q] won:  dy[n,c,i,j]
 * </pre>
 *
 * <p>The forward pass remembers each window's winner. On a tie the winner is the first of the largest in row order:
 * a later element must be larger, not merely as large, to take its place. The derivation is in docs/layers/max_pool2d.md.
 */
public final class MaxPool2dLayer extends TextbookLayer {
    private static final int NONE = -1;

    private final int C;
    private final int H;
    private final int W;
    private final int OH;
    private final int OW;
    private final Geometry2d window;
    /** For each element of y, the index of the x that won. */
    private final int[] winners;

    MaxPool2dLayer(PlacedLayer placed, MaxPool2d spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        H = placed.input().dim(1);
        W = placed.input().dim(2);
        window = spec.window().on(H, W);
        OH = window.outHeight();
        OW = window.outWidth();
        winners = new int[placed.output().withBatch(context.maxBatch()).size()];
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            for (int c = 0; c < C; c++) {
                for (int i = 0; i < OH; i++) {
                    for (int j = 0; j < OW; j++) {
                        int winner = winner(x, n, c, i, j);
                        winners[y(n, c, i, j)] = winner;
                        y[y(n, c, i, j)] = x[winner];
                    }
                }
            }
        });
    }

    /** The index of the first of the largest elements of a window, in row order. */
    private int winner(double[] x, int n, int c, int i, int j) {
        int winner = NONE;
        for (int kh = 0; kh < window.kernelH(); kh++) {
            for (int kw = 0; kw < window.kernelW(); kw++) {
                int p = i * window.strideH() - window.top() + kh;
                int q = j * window.strideW() - window.left() + kw;
                boolean inside = p >= 0 && p < H && q >= 0 && q < W;
                if (inside && (winner == NONE || x[x(n, c, p, q)] > x[winner])) {
                    winner = x(n, c, p, q);
                }
            }
        }
        return winner;
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            Arrays.fill(dx, x(n, 0, 0, 0), x(n + 1, 0, 0, 0), 0);
            for (int at = y(n, 0, 0, 0); at < y(n + 1, 0, 0, 0); at++) {
                dx[winners[at]] += dy[at];
            }
        });
    }

    private int x(int n, int c, int p, int q) {
        return ((n * C + c) * H + p) * W + q;
    }

    private int y(int n, int c, int i, int j) {
        return ((n * C + c) * OH + i) * OW + j;
    }
}
