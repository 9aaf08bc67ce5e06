package cnn.scratch.textbook;

import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.TransposedConv2d;
import java.util.Arrays;

/**
 * 2-D transposed convolution. x {@code [N, C, H, W]}, w {@code [C, O, KH, KW]}, b {@code [O]}, y {@code [N, O, OH, OW]}.
 *
 * <p>A convolution gathers: an output looks through a window of the image. This one scatters: the input (i, j) lays the
 * kernel, times its value, onto a window of the output, whose element (kh, kw) lies on row
 * {@code p = i·strideH - top + kh·dilationH} and column {@code q = j·strideW - left + kw·dilationW} of y. What falls outside y is
 * dropped, so terms with p or q outside are left out of every sum.
 *
 * <pre>
 * forward    y[n,o,p,q]    = b[o] + Σ over all c, i, j, kh, kw that lead to (p,q):  w[c,o,kh,kw] · x[n,c,i,j]
 * backward   dx[n,c,i,j]   = Σ_o Σ_kh Σ_kw  w[c,o,kh,kw] · dy[n,o,p,q]
 *            dw[c,o,kh,kw] = Σ_n Σ_i Σ_j  x[n,c,i,j] · dy[n,o,p,q]
 *            db[o]         = Σ_n Σ_p Σ_q  dy[n,o,p,q]
 * </pre>
 *
 * <p>Read it beside {@link Conv2dLayer}: y here has the form of its dx, and dx here that of its y. That is the chain rule
 * again: every product {@code w · x} that went into y[n,o,p,q] sends {@code w · dy} to its x and {@code x · dy} to its w.
 */
public final class TransposedConv2dLayer extends TextbookLayer {
    private final int C;
    private final int H;
    private final int W;
    private final int O;
    private final int OH;
    private final int OW;
    private final int KH;
    private final int KW;
    private final Geometry2d window;
    private final boolean bias;
    /** Where w and b begin in the flat vectors. */
    private final int w;

    private final int b;

    TransposedConv2dLayer(PlacedLayer placed, TransposedConv2d spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        H = placed.input().dim(1);
        W = placed.input().dim(2);
        O = spec.channels();
        window = spec.geometry(placed.input());
        OH = placed.output().dim(1);
        OW = placed.output().dim(2);
        KH = window.kernelH();
        KW = window.kernelW();
        bias = spec.bias();
        w = placed.parameter("w").offset();
        b = bias ? placed.parameter("b").offset() : 0;
    }

    /** A term of the sums: what is done with one x, one w and one y. */
    private interface Term {
        void at(int x, int w, int y);
    }

    /** Every term between channel c of x and channel o of y, in sample n, whose y lies inside the output. */
    private void forEachTerm(int n, int c, int o, Term term) {
        for (int kh = 0; kh < KH; kh++) {
            for (int kw = 0; kw < KW; kw++) {
                for (int i = 0; i < H; i++) {
                    for (int j = 0; j < W; j++) {
                        int p = i * window.strideH() - window.top() + kh * window.dilationH();
                        int q = j * window.strideW() - window.left() + kw * window.dilationW();
                        if (p >= 0 && p < OH && q >= 0 && q < OW) {
                            term.at(((n * C + c) * H + i) * W + j, w(c, o) + kh * KW + kw, y(n, o) + p * OW + q);
                        }
                    }
                }
            }
        }
    }

    /** Every sample owns its part of y, so samples may run at the same time. */
    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            for (int o = 0; o < O; o++) {
                Arrays.fill(y, y(n, o), y(n, o + 1), bias ? parameters[b + o] : 0);
                for (int c = 0; c < C; c++) {
                    forEachTerm(n, c, o, (atX, atW, atY) -> y[atY] += parameters[atW] * x[atX]);
                }
            }
        });
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            Arrays.fill(dx, n * C * H * W, (n + 1) * C * H * W, 0);
            for (int c = 0; c < C; c++) {
                for (int o = 0; o < O; o++) {
                    forEachTerm(n, c, o, (atX, atW, atY) -> dx[atX] += parameters[atW] * dy[atY]);
                }
            }
        });
    }

    /** Every output channel owns its part of dw and db, so output channels may run at the same time. */
    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        parallel.forEach(O, o -> {
            for (int c = 0; c < C; c++) {
                Arrays.fill(gradient, w(c, o), w(c, o) + KH * KW, 0);
                for (int n = 0; n < N; n++) {
                    forEachTerm(n, c, o, (atX, atW, atY) -> gradient[atW] += x[atX] * dy[atY]);
                }
            }
            if (bias) {
                gradient[b + o] = biasGradient(N, o, dy);
            }
        });
    }

    private double biasGradient(int N, int o, double[] dy) {
        double db = 0;
        for (int n = 0; n < N; n++) {
            for (int at = y(n, o); at < y(n, o + 1); at++) {
                db += dy[at];
            }
        }
        return db;
    }

    /** Where channel o of sample n begins in y. */
    private int y(int n, int o) {
        return (n * O + o) * OH * OW;
    }

    /** Where the kernel from channel c to channel o begins. */
    private int w(int c, int o) {
        return w + (c * O + o) * KH * KW;
    }
}
