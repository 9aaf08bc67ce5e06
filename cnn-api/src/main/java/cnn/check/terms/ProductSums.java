package cnn.check.terms;

import cnn.check.LayerInputs;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Geometry2d;
import cnn.spec.TransposedConv2d;

/** The contributions of layers with weights. w comes before b among their parameters. */
final class ProductSums {
    private ProductSums() {}

    /**
     * y[n,o,i,j] = b[o] + Σ w[o,c,kh,kw]·x[n,c,p,q], c in o's group, p = i·strideH - top + kh·dilationH and q likewise,
     * what lies outside the image left out.
     */
    static Contributions conv2d(Conv2d spec, LayerInputs in) {
        int C = in.input().dim(0);
        int O = spec.channels();
        int seen = C / spec.groups();
        Geometry2d g = spec.window().on(in.input().dim(1), in.input().dim(2));
        int area = g.outHeight() * g.outWidth();
        int kernel = g.kernelH() * g.kernelW();
        return taker -> {
            for (int no = 0; no < in.batch() * O; no++) {
                int o = no % O;
                int firstChannel = no / O * C + o / (O / spec.groups()) * seen;
                for (int pixel = 0; pixel < area; pixel++) {
                    int y = no * area + pixel;
                    if (spec.bias()) {
                        taker.take(y, Contributions.NONE, O * seen * kernel + o, 1);
                    }
                    for (int c = 0; c < seen; c++) {
                        int w = (o * seen + c) * kernel;
                        window(g, pixel, firstChannel + c, (x, k) -> taker.take(y, x, w + k, 1));
                    }
                }
            }
        };
    }

    private interface InWindow {
        void at(int image, int kernel);
    }

    /**
     * Every kernel element that lies on the image when the window stands at this pixel, with the image's element under
     * it.
     */
    private static void window(Geometry2d g, int pixel, int plane, InWindow each) {
        int i = pixel / g.outWidth();
        int j = pixel % g.outWidth();
        for (int kh = 0; kh < g.kernelH(); kh++) {
            for (int kw = 0; kw < g.kernelW(); kw++) {
                int p = i * g.strideH() - g.top() + kh * g.dilationH();
                int q = j * g.strideW() - g.left() + kw * g.dilationW();
                if (p >= 0 && p < g.height() && q >= 0 && q < g.width()) {
                    each.at((plane * g.height() + p) * g.width() + q, kh * g.kernelW() + kw);
                }
            }
        }
    }

    /** y[n,o,p,q] = b[o] + Σ w[c,o,kh,kw]·x[n,c,i,j] over all that lead there: conv2d with x and y exchanged. */
    static Contributions transposedConv2d(TransposedConv2d spec, LayerInputs in) {
        int C = in.input().dim(0);
        int O = spec.channels();
        Geometry2d g = spec.geometry(in.input());
        int area = g.outHeight() * g.outWidth();
        int plane = g.height() * g.width();
        int kernel = g.kernelH() * g.kernelW();
        return taker -> {
            for (int y = 0; spec.bias() && y < in.batch() * O * plane; y++) {
                taker.take(y, Contributions.NONE, C * O * kernel + y / plane % O, 1);
            }
            for (int nc = 0; nc < in.batch() * C; nc++) {
                for (int pixel = 0; pixel < area; pixel++) {
                    int x = nc * area + pixel;
                    for (int o = 0; o < O; o++) {
                        int w = (nc % C * O + o) * kernel;
                        window(g, pixel, nc / C * O + o, (y, k) -> taker.take(y, x, w + k, 1));
                    }
                }
            }
        };
    }

    /** y[n,o] = b[o] + Σ w[o,f]·x[n,f]. */
    static Contributions dense(Dense spec, LayerInputs in) {
        int F = in.input().dim(0);
        int O = spec.units();
        return taker -> {
            for (int y = 0; y < in.batch() * O; y++) {
                int o = y % O;
                if (spec.bias()) {
                    taker.take(y, Contributions.NONE, O * F + o, 1);
                }
                for (int f = 0; f < F; f++) {
                    taker.take(y, y / O * F + f, o * F + f, 1);
                }
            }
        };
    }
}
