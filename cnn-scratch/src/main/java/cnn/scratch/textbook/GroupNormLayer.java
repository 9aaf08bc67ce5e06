package cnn.scratch.textbook;

import cnn.spec.GroupNorm;
import cnn.spec.PlacedLayer;
import java.util.function.IntToDoubleFunction;

/**
 * Group normalisation: each sample's channels in groups of neighbours. x and y {@code [N, C, H, W]}, gamma γ and beta β
 * {@code [C]}; μ, σ² and the means below are over the M = (C/groups)·H·W values of one group of one sample.
 *
 * <pre>
 * forward    μ           = Σ x[n,c,i,j] / M
 *            σ²          = Σ (x[n,c,i,j] - μ)² / M
 *            x̂[n,c,i,j]  = (x[n,c,i,j] - μ) / √(σ² + ε)
 *            y[n,c,i,j]  = γ[c] · x̂[n,c,i,j] + β[c]
 * backward   dgamma[c]   = Σ_n Σ_i Σ_j dy[n,c,i,j] · x̂[n,c,i,j]
 *            dbeta[c]    = Σ_n Σ_i Σ_j dy[n,c,i,j]
 *            dx[n,c,i,j] = (g[n,c,i,j] - mean g - x̂[n,c,i,j] · mean (g · x̂)) / √(σ² + ε),    g = γ[c] · dy
 * </pre>
 *
 * <p>g is what arrives at x̂; the two terms that are taken off are what x does to x̂ by way of μ and of σ, as in
 * {@link BatchNorm2dLayer}. No sample sees another, so training and inference are the same.
 */
public final class GroupNormLayer extends TextbookLayer {
    private final int C;
    private final int area;
    private final int groups;
    /** How many values one group of one sample has; in memory they lie one behind the other. */
    private final int M;

    private final double epsilon;
    /** Where the parameters begin in the flat vectors. */
    private final int gamma;

    private final int beta;
    /** μ and √(σ² + ε) of each group of each sample, from the last forward pass. */
    private final double[] mu;

    private final double[] sigma;

    GroupNormLayer(PlacedLayer placed, GroupNorm spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        area = placed.input().dim(1) * placed.input().dim(2);
        groups = spec.groups();
        M = C / groups * area;
        epsilon = spec.epsilon();
        gamma = placed.parameter("gamma").offset();
        beta = placed.parameter("beta").offset();
        mu = new double[context.maxBatch() * groups];
        sigma = new double[context.maxBatch() * groups];
    }

    /** Group number k, counted over all samples, is x[k·M] to x[k·M + M - 1]. */
    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(N * groups, k -> {
            double mean = mean(k, at -> x[at]);
            mu[k] = mean;
            sigma[k] = Math.sqrt(mean(k, at -> (x[at] - mean) * (x[at] - mean)) + epsilon);
            for (int at = k * M; at < (k + 1) * M; at++) {
                y[at] = parameters[gamma + channel(at)] * xHat(x, at) + parameters[beta + channel(at)];
            }
        });
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        parallel.forEach(C, c -> {
            double dgamma = 0;
            double dbeta = 0;
            for (int n = 0; n < N; n++) {
                for (int at = (n * C + c) * area; at < (n * C + c + 1) * area; at++) {
                    dgamma += dy[at] * xHat(x, at);
                    dbeta += dy[at];
                }
            }
            gradient[gamma + c] = dgamma;
            gradient[beta + c] = dbeta;
        });
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        IntToDoubleFunction g = at -> parameters[gamma + channel(at)] * dy[at];
        parallel.forEach(N * groups, k -> {
            double byMu = mean(k, g);
            double bySigma = mean(k, at -> g.applyAsDouble(at) * xHat(x, at));
            for (int at = k * M; at < (k + 1) * M; at++) {
                dx[at] = (g.applyAsDouble(at) - byMu - xHat(x, at) * bySigma) / sigma[k];
            }
        });
    }

    private int channel(int at) {
        return at / area % C;
    }

    private double xHat(double[] x, int at) {
        return (x[at] - mu[at / M]) / sigma[at / M];
    }

    /** The mean of a term over the values of group number k. */
    private double mean(int k, IntToDoubleFunction term) {
        double sum = 0;
        for (int at = k * M; at < (k + 1) * M; at++) {
            sum += term.applyAsDouble(at);
        }
        return sum / M;
    }
}
