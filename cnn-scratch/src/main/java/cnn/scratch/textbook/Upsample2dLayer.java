package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;
import cnn.spec.Upsample2d;
import java.util.Arrays;

/**
 * Repeats each pixel. x {@code [N, C, H, W]}, y {@code [N, C, OH, OW]}, OH = factorH·H, OW = factorW·W.
 *
 * <pre>
 * forward    y[n,c,i,j]  = x[n, c, ⌊i/factorH⌋, ⌊j/factorW⌋]
 * backward   dx[n,c,p,q] = Σ over the copies (i,j) of pixel (p,q):  dy[n,c,i,j]
 * </pre>
 */
public final class Upsample2dLayer extends TextbookLayer {
    private final int C;
    private final int H;
    private final int W;
    private final int OH;
    private final int OW;
    private final int factorH;
    private final int factorW;

    Upsample2dLayer(PlacedLayer placed, Upsample2d spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        H = placed.input().dim(1);
        W = placed.input().dim(2);
        OH = placed.output().dim(1);
        OW = placed.output().dim(2);
        factorH = spec.factorH();
        factorW = spec.factorW();
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N * C, nc -> {
            for (int i = 0; i < OH; i++) {
                for (int j = 0; j < OW; j++) {
                    y[y(nc, i, j)] = x[x(nc, i / factorH, j / factorW)];
                }
            }
        });
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N * C, nc -> {
            Arrays.fill(dx, x(nc, 0, 0), x(nc + 1, 0, 0), 0);
            for (int i = 0; i < OH; i++) {
                for (int j = 0; j < OW; j++) {
                    dx[x(nc, i / factorH, j / factorW)] += dy[y(nc, i, j)];
                }
            }
        });
    }

    /** Of channel nc = n·C + c. */
    private int x(int nc, int p, int q) {
        return (nc * H + p) * W + q;
    }

    private int y(int nc, int i, int j) {
        return (nc * OH + i) * OW + j;
    }
}
