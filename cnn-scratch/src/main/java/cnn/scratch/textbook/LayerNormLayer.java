package cnn.scratch.textbook;

import cnn.spec.LayerNorm;
import cnn.spec.PlacedLayer;
import java.util.function.IntToDoubleFunction;

/**
 * Layer normalisation: each sample by itself, over all its F elements. x and y {@code [N, …]}, gamma γ and beta β as long as a
 * sample; f runs over its elements.
 *
 * <pre>
 * forward    μ[n]      = Σ_f x[n,f] / F
 *            σ²[n]     = Σ_f (x[n,f] - μ[n])² / F
 *            x̂[n,f]    = (x[n,f] - μ[n]) / √(σ²[n] + ε)
 *            y[n,f]    = γ[f] · x̂[n,f] + β[f]
 * backward   dgamma[f] = Σ_n dy[n,f] · x̂[n,f]
 *            dbeta[f]  = Σ_n dy[n,f]
 *            dx[n,f]   = (g[n,f] - mean_f g[n,f] - x̂[n,f] · mean_f (g[n,f] · x̂[n,f])) / √(σ²[n] + ε),    g = γ · dy
 * </pre>
 *
 * <p>g is what arrives at x̂; the two terms that are taken off are what x does to x̂ by way of μ and of σ, as in
 * {@link BatchNorm2dLayer}. No sample sees another, so training and inference are the same.
 */
public final class LayerNormLayer extends TextbookLayer {
    private final int F;
    private final double epsilon;
    /** Where the parameters begin in the flat vectors. */
    private final int gamma;

    private final int beta;
    /** μ and √(σ² + ε) of each sample, from the last forward pass. */
    private final double[] mu;

    private final double[] sigma;

    LayerNormLayer(PlacedLayer placed, LayerNorm spec, LayerContext context) {
        super(placed, context);
        F = placed.input().size();
        epsilon = spec.epsilon();
        gamma = placed.parameter("gamma").offset();
        beta = placed.parameter("beta").offset();
        mu = new double[context.maxBatch()];
        sigma = new double[context.maxBatch()];
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N, n -> {
            double mean = mean(n, at -> x[at]);
            mu[n] = mean;
            sigma[n] = Math.sqrt(mean(n, at -> (x[at] - mean) * (x[at] - mean)) + epsilon);
            for (int f = 0; f < F; f++) {
                y[n * F + f] = parameters[gamma + f] * xHat(n, x[n * F + f]) + parameters[beta + f];
            }
        });
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        for (int f = 0; f < F; f++) {
            double dgamma = 0;
            double dbeta = 0;
            for (int n = 0; n < N; n++) {
                dgamma += dy[n * F + f] * xHat(n, x[n * F + f]);
                dbeta += dy[n * F + f];
            }
            gradient[gamma + f] = dgamma;
            gradient[beta + f] = dbeta;
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(N, n -> {
            IntToDoubleFunction g = at -> parameters[gamma + at - n * F] * dy[at];
            double byMu = mean(n, g);
            double bySigma = mean(n, at -> g.applyAsDouble(at) * xHat(n, x[at]));
            for (int at = n * F; at < (n + 1) * F; at++) {
                dx[at] = (g.applyAsDouble(at) - byMu - xHat(n, x[at]) * bySigma) / sigma[n];
            }
        });
    }

    private double xHat(int n, double x) {
        return (x - mu[n]) / sigma[n];
    }

    /** The mean of a term over the elements of sample n. */
    private double mean(int n, IntToDoubleFunction term) {
        double sum = 0;
        for (int at = n * F; at < (n + 1) * F; at++) {
            sum += term.applyAsDouble(at);
        }
        return sum / F;
    }
}
