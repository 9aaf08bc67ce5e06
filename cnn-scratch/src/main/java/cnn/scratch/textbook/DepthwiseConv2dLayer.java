package cnn.scratch.textbook;

import cnn.spec.DepthwiseConv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/**
 * A 2-D convolution of each channel by itself. x {@code [N, C, H, W]}, w {@code [O, 1, KH, KW]}, b {@code [O]}, y
 * {@code [N, O, OH, OW]}; O = C·multiplier, and output channel o looks at input channel c = ⌊o / multiplier⌋ alone.
 *
 * <p>As in {@link Conv2dLayer}, the window's element (kh, kw) at output (i, j) lies on image row
 * {@code p = i·strideH - top + kh·dilationH} and column {@code q = j·strideW - left + kw·dilationW}; where p or q lies outside
 * the image the term is left out.
 *
 * <pre>
 * forward    y[n,o,i,j]   = b[o] + Σ_kh Σ_kw  w[o,kh,kw] · x[n,c,p,q]
 * backward   dx[n,c,p,q]  = Σ over the terms of all y that x[n,c,p,q] is in:   w[o,kh,kw] · dy[n,o,i,j]
 *            dw[o,kh,kw]  = Σ_n Σ_i Σ_j  x[n,c,p,q] · dy[n,o,i,j]
 *            db[o]        = Σ_n Σ_i Σ_j  dy[n,o,i,j]
 * </pre>
 */
public final class DepthwiseConv2dLayer extends TextbookLayer {
    private final int C;
    private final int H;
    private final int W;
    private final int O;
    private final int OH;
    private final int OW;
    private final int KH;
    private final int KW;
    private final int multiplier;
    private final Geometry2d window;
    private final boolean bias;
    /** Where w and b begin in the flat vectors. */
    private final int w;

    private final int b;

    DepthwiseConv2dLayer(PlacedLayer placed, DepthwiseConv2d spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        H = placed.input().dim(1);
        W = placed.input().dim(2);
        multiplier = spec.multiplier();
        O = C * multiplier;
        window = spec.window().on(H, W);
        OH = window.outHeight();
        OW = window.outWidth();
        KH = window.kernelH();
        KW = window.kernelW();
        bias = spec.bias();
        w = placed.parameter("w").offset();
        b = bias ? placed.parameter("b").offset() : 0;
    }

    /** A term of the sums: what is done for one element of the window at one output. */
    private interface Term {
        void at(int x, int w, int y);
    }

    /** Every term of the outputs of channel o of sample n whose x lies inside the image. */
    private void forEachTerm(int n, int o, Term term) {
        int c = o / multiplier;
        for (int i = 0; i < OH; i++) {
            for (int j = 0; j < OW; j++) {
                for (int kh = 0; kh < KH; kh++) {
                    for (int kw = 0; kw < KW; kw++) {
                        int p = i * window.strideH() - window.top() + kh * window.dilationH();
                        int q = j * window.strideW() - window.left() + kw * window.dilationW();
                        if (p >= 0 && p < H && q >= 0 && q < W) {
                            term.at(((n * C + c) * H + p) * W + q, w + (o * KH + kh) * KW + kw, y(n, o) + i * OW + j);
                        }
                    }
                }
            }
        }
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            for (int o = 0; o < O; o++) {
                Arrays.fill(y, y(n, o), y(n, o + 1), bias ? parameters[b + o] : 0);
                forEachTerm(n, o, (atX, atW, atY) -> y[atY] += parameters[atW] * x[atX]);
            }
        });
    }

    /** Every sample owns its part of dx, so samples may run at the same time. */
    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            Arrays.fill(dx, n * C * H * W, (n + 1) * C * H * W, 0);
            for (int o = 0; o < O; o++) {
                forEachTerm(n, o, (atX, atW, atY) -> dx[atX] += parameters[atW] * dy[atY]);
            }
        });
    }

    /** Every output channel owns its part of dw and db, so output channels may run at the same time. */
    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        parallel.forEach(O, o -> {
            Arrays.fill(gradient, w + o * KH * KW, w + (o + 1) * KH * KW, 0);
            double db = 0;
            for (int n = 0; n < N; n++) {
                forEachTerm(n, o, (atX, atW, atY) -> gradient[atW] += x[atX] * dy[atY]);
                for (int at = y(n, o); at < y(n, o + 1); at++) {
                    db += dy[at];
                }
            }
            if (bias) {
                gradient[b + o] = db;
            }
        });
    }

    /** Where channel o of sample n begins in y. */
    private int y(int n, int o) {
        return (n * O + o) * OH * OW;
    }
}
