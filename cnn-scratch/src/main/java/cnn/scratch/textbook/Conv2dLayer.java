package cnn.scratch.textbook;

import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/**
 * 2-D convolution. x {@code [N, C, H, W]}, w {@code [O, C/G, KH, KW]}, b {@code [O]}, y {@code [N, O, OH, OW]}, G groups.
 *
 * <p>Output (i, j) looks through a window of the image: its element (kh, kw) lies on image row
 * {@code p = i·strideH - top + kh·dilationH} and column {@code q = j·strideW - left + kw·dilationW}. Outside the image x
 * is 0, so terms with p or q outside are left out of every sum.
 *
 * <pre>
 * forward    y[n,o,i,j]    = b[o] + Σ_c Σ_kh Σ_kw  w[o,c,kh,kw] · x[n,c,p,q]
 * backward   dx[n,c,p,q]   = Σ over the terms of all y that x[n,c,p,q] is in:     w[o,c,kh,kw] · dy[n,o,i,j]
 *            dw[o,c,kh,kw] = Σ over the terms of all y that w[o,c,kh,kw] is in:   x[n,c,p,q] · dy[n,o,i,j]
 *            db[o]         = Σ_n Σ_i Σ_j  dy[n,o,i,j]
 * </pre>
 *
 * <p>Channel o sees the C/G input channels of its own group only, and c in w[o,c,kh,kw] is counted within the group: the sum
 * over c runs over these.
 *
 * <p>That is the chain rule: the loops are those of the forward pass, and every product {@code w · x} that went into
 * y[n,o,i,j] sends {@code w · dy} to its x and {@code x · dy} to its w. The derivation is in docs/layers/conv2d.md.
 *
 * <p>The loops over i and j stand inside those over the kernel, so that they run over neighbours in memory; each sum still
 * adds its terms in the order in which the formula has them.
 */
public final class Conv2dLayer extends TextbookLayer {
    private final int C;
    private final int H;
    private final int W;
    private final int O;
    /** Input channels and output channels in a group. */
    private final int CG;

    private final int OG;
    private final int OH;
    private final int OW;
    private final int KH;
    private final int KW;
    private final Geometry2d window;
    private final boolean bias;
    /** Where w and b begin in the flat vectors. */
    private final int w;

    private final int b;

    Conv2dLayer(PlacedLayer placed, Conv2d spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        H = placed.input().dim(1);
        W = placed.input().dim(2);
        O = spec.channels();
        CG = C / spec.groups();
        OG = O / spec.groups();
        window = spec.window().on(H, W);
        OH = window.outHeight();
        OW = window.outWidth();
        KH = window.kernelH();
        KW = window.kernelW();
        bias = spec.bias();
        w = placed.parameter("w").offset();
        b = bias ? placed.parameter("b").offset() : 0;
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            for (int o = 0; o < O; o++) {
                Arrays.fill(y, y(n, o, 0, 0), y(n, o + 1, 0, 0), bias ? parameters[b + o] : 0);
                for (int c = firstChannel(o), cEnd = c + CG; c < cEnd; c++) {
                    for (int kh = 0; kh < KH; kh++) {
                        for (int kw = 0; kw < KW; kw++) {
                            double weight = parameters[w(o, c, kh, kw)];
                            for (int i = firstRow(kh), iEnd = endRow(kh); i < iEnd; i++) {
                                for (int j = firstColumn(kw), jEnd = endColumn(kw); j < jEnd; j++) {
                                    y[y(n, o, i, j)] += weight * x[x(n, c, p(i, kh), q(j, kw))];
                                }
                            }
                        }
                    }
                }
            }
        });
    }

    /** Every sample owns its part of dx, so samples may run at the same time. */
    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            Arrays.fill(dx, x(n, 0, 0, 0), x(n + 1, 0, 0, 0), 0);
            for (int o = 0; o < O; o++) {
                for (int c = firstChannel(o), cEnd = c + CG; c < cEnd; c++) {
                    for (int kh = 0; kh < KH; kh++) {
                        for (int kw = 0; kw < KW; kw++) {
                            double weight = parameters[w(o, c, kh, kw)];
                            for (int i = firstRow(kh), iEnd = endRow(kh); i < iEnd; i++) {
                                for (int j = firstColumn(kw), jEnd = endColumn(kw); j < jEnd; j++) {
                                    dx[x(n, c, p(i, kh), q(j, kw))] += weight * dy[y(n, o, i, j)];
                                }
                            }
                        }
                    }
                }
            }
        });
    }

    /** Every output channel owns its part of dw and db, so output channels may run at the same time. */
    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        parallel.forEach(O, o -> {
            for (int c = firstChannel(o), cEnd = c + CG; c < cEnd; c++) {
                for (int kh = 0; kh < KH; kh++) {
                    for (int kw = 0; kw < KW; kw++) {
                        double dw = 0;
                        for (int n = 0; n < N; n++) {
                            for (int i = firstRow(kh), iEnd = endRow(kh); i < iEnd; i++) {
                                for (int j = firstColumn(kw), jEnd = endColumn(kw); j < jEnd; j++) {
                                    dw += x[x(n, c, p(i, kh), q(j, kw))] * dy[y(n, o, i, j)];
                                }
                            }
                        }
                        gradient[w(o, c, kh, kw)] = dw;
                    }
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
            for (int at = y(n, o, 0, 0); at < y(n, o + 1, 0, 0); at++) {
                db += dy[at];
            }
        }
        return db;
    }

    /** The image row under kernel row kh when the window stands at output row i. */
    private int p(int i, int kh) {
        return i * window.strideH() - window.top() + kh * window.dilationH();
    }

    /** The image column under kernel column kw when the window stands at output column j. */
    private int q(int j, int kw) {
        return j * window.strideW() - window.left() + kw * window.dilationW();
    }

    /** The first output row for which kernel row kh lies inside the image: the smallest i ≥ 0 with p(i, kh) ≥ 0. */
    private int firstRow(int kh) {
        return Math.max(0, ceilDiv(-p(0, kh), window.strideH()));
    }

    /** One past the last output row for which kernel row kh lies inside the image: p(i, kh) &lt; H. */
    private int endRow(int kh) {
        return Math.min(OH, ceilDiv(H - p(0, kh), window.strideH()));
    }

    private int firstColumn(int kw) {
        return Math.max(0, ceilDiv(-q(0, kw), window.strideW()));
    }

    private int endColumn(int kw) {
        return Math.min(OW, ceilDiv(W - q(0, kw), window.strideW()));
    }

    /** a / b, rounded up. */
    private static int ceilDiv(int a, int b) {
        return -Math.floorDiv(-a, b);
    }

    /** The first input channel that output channel o sees. */
    private int firstChannel(int o) {
        return o / OG * CG;
    }

    private int x(int n, int c, int p, int q) {
        return ((n * C + c) * H + p) * W + q;
    }

    private int y(int n, int o, int i, int j) {
        return ((n * O + o) * OH + i) * OW + j;
    }

    private int w(int o, int c, int kh, int kw) {
        return w + ((o * CG + c - firstChannel(o)) * KH + kh) * KW + kw;
    }
}
