package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/**
 * Softmax along a vector {@code [N, F]}, or along the channels of each pixel of an image {@code [N, C, H, W]}; the shape
 * stays. k and j run over the F elements or the C channels.
 *
 * <pre>
 * forward    y[k]  = e^(x[k] - m) / Σ_j e^(x[j] - m),     m = max_j x[j]
 * backward   dx[k] = y[k] · (dy[k] - Σ_j y[j] · dy[j])
 * </pre>
 *
 * <p>Taking off m changes nothing but the size of numbers: e^(-m) stands above and below. The derivation: ∂y[j]/∂x[k] =
 * y[j]·([j = k] - y[k]), since x[k] stands above in y[k] and below in all; so dx[k] = Σ_j dy[j]·y[j]·([j = k] - y[k]).
 */
public final class SoftmaxLayer extends TextbookLayer {
    /** How many numbers share one, and how far apart they lie in memory: the pixels of a channel, or 1. */
    private final int C;

    private final int area;

    SoftmaxLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        area = placed.input().size() / C;
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            for (int pixel = 0; pixel < area; pixel++) {
                double max = x[at(n, 0, pixel)];
                for (int c = 1; c < C; c++) {
                    max = Math.max(max, x[at(n, c, pixel)]);
                }
                double sum = 0;
                for (int c = 0; c < C; c++) {
                    y[at(n, c, pixel)] = Math.exp(x[at(n, c, pixel)] - max);
                    sum += y[at(n, c, pixel)];
                }
                for (int c = 0; c < C; c++) {
                    y[at(n, c, pixel)] /= sum;
                }
            }
        });
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            for (int pixel = 0; pixel < area; pixel++) {
                double mean = 0;
                for (int c = 0; c < C; c++) {
                    mean += y[at(n, c, pixel)] * dy[at(n, c, pixel)];
                }
                for (int c = 0; c < C; c++) {
                    dx[at(n, c, pixel)] = y[at(n, c, pixel)] * (dy[at(n, c, pixel)] - mean);
                }
            }
        });
    }

    private int at(int n, int c, int pixel) {
        return (n * C + c) * area + pixel;
    }
}
