package cnn.check.terms;

import cnn.check.LayerInputs;
import cnn.check.PoolWindows;
import cnn.spec.AvgPool2d;
import cnn.spec.Geometry2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;

/** The contributions of layers that pick, average or repeat pixels, channel by channel. */
final class Pools {
    private Pools() {}

    /** y = the window's largest x, the first of them on a tie: one contribution a window. */
    static Contributions max(Window2d window, LayerInputs in) {
        int[] winners = new PoolWindows(window.on(in.input().dim(1), in.input().dim(2)), in.x()).winners();
        return taker -> {
            for (int y = 0; y < winners.length; y++) {
                taker.take(y, winners[y], Contributions.NONE, 1);
            }
        };
    }

    /** y = Σ x/count over the window inside the image; count is KH·KW if padding counts, else what lies inside. */
    static Contributions average(AvgPool2d spec, LayerInputs in) {
        Geometry2d g = spec.window().on(in.input().dim(1), in.input().dim(2));
        int area = g.outHeight() * g.outWidth();
        int plane = g.height() * g.width();
        return taker -> {
            for (int y = 0; y < in.x().length / plane * area; y++) {
                int top = y % area / g.outWidth() * g.strideH() - g.top();
                int left = y % g.outWidth() * g.strideW() - g.left();
                int firstRow = Math.max(0, top);
                int endRow = Math.min(g.height(), top + g.kernelH());
                int firstColumn = Math.max(0, left);
                int endColumn = Math.min(g.width(), left + g.kernelW());
                int count = spec.countPadding()
                        ? g.kernelH() * g.kernelW()
                        : (endRow - firstRow) * (endColumn - firstColumn);
                for (int p = firstRow; p < endRow; p++) {
                    for (int q = firstColumn; q < endColumn; q++) {
                        taker.take(y, y / area * plane + p * g.width() + q, Contributions.NONE, 1.0 / count);
                    }
                }
            }
        };
    }

    /** y[n,c] = Σ x[n,c,i,j]/(H·W). */
    static Contributions globalAverage(LayerInputs in) {
        int plane = in.input().dim(1) * in.input().dim(2);
        return taker -> {
            for (int x = 0; x < in.x().length; x++) {
                taker.take(x / plane, x, Contributions.NONE, 1.0 / plane);
            }
        };
    }

    /** y[n,c,i,j] = x[n,c,⌊i/factorH⌋,⌊j/factorW⌋]. */
    static Contributions upsample(Upsample2d spec, LayerInputs in) {
        int H = in.input().dim(1);
        int W = in.input().dim(2);
        int OH = H * spec.factorH();
        int OW = W * spec.factorW();
        return taker -> {
            for (int y = 0; y < in.dy().length; y++) {
                int p = y / OW % OH / spec.factorH();
                int q = y % OW / spec.factorW();
                taker.take(y, (y / (OH * OW) * H + p) * W + q, Contributions.NONE, 1);
            }
        };
    }
}
