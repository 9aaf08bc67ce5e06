package cnn.scratch.textbook;

import cnn.spec.LocalResponseNorm;
import cnn.spec.PlacedLayer;

/**
 * Local response normalisation. x and y {@code [N, C, H, W]}. The sums over j go over the neighbours of channel c, which are at
 * most ⌊size/2⌋ away, at the same pixel of the same sample, [n, ·, h, w].
 *
 * <pre>
 * forward    s[c]  = k + α · Σ_j x[j]²
 *            y[c]  = x[c] · s[c]^(-β)
 * backward   dx[c] = dy[c] · s[c]^(-β) - 2αβ · x[c] · Σ_j dy[j] · x[j] · s[j]^(-β-1)
 * </pre>
 *
 * <p>x[c] stands in y[c] itself, and in the s[j] of all neighbours j that have it among theirs; these are c's own neighbours,
 * since nearness goes both ways. ∂s[j]/∂x[c] = 2α·x[c] and ∂y[j]/∂s[j] = -β·x[j]·s[j]^(-β-1) give the second term.
 */
public final class LocalResponseNormLayer extends TextbookLayer {
    private final int C;
    private final int area;
    private final int reach;
    private final double alpha;
    private final double beta;
    private final double k;

    LocalResponseNormLayer(PlacedLayer placed, LocalResponseNorm spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        area = placed.input().dim(1) * placed.input().dim(2);
        reach = spec.size() / 2;
        alpha = spec.alpha();
        beta = spec.beta();
        k = spec.k();
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            for (int c = 0; c < C; c++) {
                for (int pixel = 0; pixel < area; pixel++) {
                    y[at(n, c, pixel)] = x[at(n, c, pixel)] * Math.pow(s(x, n, c, pixel), -beta);
                }
            }
        });
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            for (int c = 0; c < C; c++) {
                for (int pixel = 0; pixel < area; pixel++) {
                    double sum = 0;
                    for (int j = first(c); j <= last(c); j++) {
                        int at = at(n, j, pixel);
                        sum += dy[at] * x[at] * Math.pow(s(x, n, j, pixel), -beta - 1);
                    }
                    int at = at(n, c, pixel);
                    dx[at] = dy[at] * Math.pow(s(x, n, c, pixel), -beta) - 2 * alpha * beta * x[at] * sum;
                }
            }
        });
    }

    private double s(double[] x, int n, int c, int pixel) {
        double sum = 0;
        for (int j = first(c); j <= last(c); j++) {
            sum += x[at(n, j, pixel)] * x[at(n, j, pixel)];
        }
        return k + alpha * sum;
    }

    /** The first of channel c's neighbours. */
    private int first(int c) {
        return Math.max(0, c - reach);
    }

    /** The last of them. */
    private int last(int c) {
        return Math.min(C - 1, c + reach);
    }

    private int at(int n, int c, int pixel) {
        return (n * C + c) * area + pixel;
    }
}
