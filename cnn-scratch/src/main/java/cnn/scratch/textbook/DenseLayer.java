package cnn.scratch.textbook;

import cnn.spec.Dense;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/**
 * Fully connected layer. x {@code [N, F]}, w {@code [O, F]}, b {@code [O]}, y {@code [N, O]}.
 *
 * <pre>
 * forward    y[n,o]  = b[o] + Σ_f w[o,f] · x[n,f]
 * backward   dx[n,f] = Σ_o w[o,f] · dy[n,o]
 *            dw[o,f] = Σ_n x[n,f] · dy[n,o]
 *            db[o]   = Σ_n dy[n,o]
 * </pre>
 *
 * <p>The derivation is in docs/layers/dense.md.
 */
public final class DenseLayer extends TextbookLayer {
    private final int F;
    private final int O;
    private final boolean bias;
    /** Where w and b begin in the flat vectors. */
    private final int w;

    private final int b;

    DenseLayer(PlacedLayer placed, Dense spec, LayerContext context) {
        super(placed, context);
        F = placed.input().dim(0);
        O = spec.units();
        bias = spec.bias();
        w = placed.parameter("w").offset();
        b = bias ? placed.parameter("b").offset() : 0;
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            for (int o = 0; o < O; o++) {
                double sum = bias ? parameters[b + o] : 0;
                for (int f = 0; f < F; f++) {
                    sum += parameters[w + o * F + f] * x[n * F + f];
                }
                y[n * O + o] = sum;
            }
        });
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            Arrays.fill(dx, n * F, (n + 1) * F, 0);
            for (int o = 0; o < O; o++) {
                for (int f = 0; f < F; f++) {
                    dx[n * F + f] += parameters[w + o * F + f] * dy[n * O + o];
                }
            }
        });
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        parallel.forEach(O, o -> {
            Arrays.fill(gradient, w + o * F, w + (o + 1) * F, 0);
            double db = 0;
            for (int n = 0; n < N; n++) {
                for (int f = 0; f < F; f++) {
                    gradient[w + o * F + f] += x[n * F + f] * dy[n * O + o];
                }
                db += dy[n * O + o];
            }
            if (bias) {
                gradient[b + o] = db;
            }
        });
    }
}
