package cnn.scratch.textbook;

import cnn.spec.AvgPool2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/**
 * Average pooling. x {@code [N, C, H, W]}, y {@code [N, C, OH, OW]}.
 *
 * <pre>
 * forward    y[n,c,i,j]  = Σ x[n,c,p,q] over the window's elements inside the image / count(i,j)
 * backward   dx[n,c,p,q] = Σ over all windows (i,j) that x[n,c,p,q] is in:  dy[n,c,i,j] / count(i,j)
 * </pre>
 *
 * <p>count(i,j) is the number of the window's elements inside the image or, if the spec counts padding, KH·KW.
 * The derivation is in docs/layers/avg_pool2d.md.
 */
public final class AvgPool2dLayer extends TextbookLayer {
    private final int C;
    private final int H;
    private final int W;
    private final int OH;
    private final int OW;
    private final Geometry2d window;
    private final boolean countPadding;

    AvgPool2dLayer(PlacedLayer placed, AvgPool2d spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        H = placed.input().dim(1);
        W = placed.input().dim(2);
        window = spec.window().on(H, W);
        OH = window.outHeight();
        OW = window.outWidth();
        countPadding = spec.countPadding();
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            for (int c = 0; c < C; c++) {
                for (int i = 0; i < OH; i++) {
                    for (int j = 0; j < OW; j++) {
                        double sum = 0;
                        for (int p = firstRow(i); p < endRow(i); p++) {
                            for (int q = firstColumn(j); q < endColumn(j); q++) {
                                sum += x[x(n, c, p, q)];
                            }
                        }
                        y[y(n, c, i, j)] = sum / count(i, j);
                    }
                }
            }
        });
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            Arrays.fill(dx, x(n, 0, 0, 0), x(n + 1, 0, 0, 0), 0);
            for (int c = 0; c < C; c++) {
                for (int i = 0; i < OH; i++) {
                    for (int j = 0; j < OW; j++) {
                        double share = dy[y(n, c, i, j)] / count(i, j);
                        for (int p = firstRow(i); p < endRow(i); p++) {
                            for (int q = firstColumn(j); q < endColumn(j); q++) {
                                dx[x(n, c, p, q)] += share;
                            }
                        }
                    }
                }
            }
        });
    }

    private int count(int i, int j) {
        return countPadding
                ? window.kernelH() * window.kernelW()
                : (endRow(i) - firstRow(i)) * (endColumn(j) - firstColumn(j));
    }

    /** The first image row inside window row i. */
    private int firstRow(int i) {
        return Math.max(0, i * window.strideH() - window.top());
    }

    /** One past the last image row inside window row i. */
    private int endRow(int i) {
        return Math.min(H, i * window.strideH() - window.top() + window.kernelH());
    }

    private int firstColumn(int j) {
        return Math.max(0, j * window.strideW() - window.left());
    }

    private int endColumn(int j) {
        return Math.min(W, j * window.strideW() - window.left() + window.kernelW());
    }

    private int x(int n, int c, int p, int q) {
        return ((n * C + c) * H + p) * W + q;
    }

    private int y(int n, int c, int i, int j) {
        return ((n * C + c) * OH + i) * OW + j;
    }
}
