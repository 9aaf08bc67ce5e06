package cnn.scratch.textbook;

import cnn.backend.Mode;
import cnn.spec.BatchNorm2d;
import cnn.spec.PlacedLayer;
import java.util.function.IntToDoubleFunction;

/**
 * Batch normalisation. x and y {@code [N, C, H, W]}, gamma γ, beta β, mean and var {@code [C]}. Every sum below is over the
 * M = N·H·W values of channel c, which n, i, j run over.
 *
 * <pre>
 * training   μ[c]        = Σ x[n,c,i,j] / M
 *            σ²[c]       = Σ (x[n,c,i,j] - μ[c])² / M
 *            x̂[n,c,i,j]  = (x[n,c,i,j] - μ[c]) / √(σ²[c] + ε)
 *            y[n,c,i,j]  = γ[c] · x̂[n,c,i,j] + β[c]
 *            mean[c]     ← (1 - momentum) · mean[c] + momentum · μ[c],     var[c] likewise with σ²[c]
 * inference  the same y with mean[c] and var[c] in place of μ[c] and σ²[c]
 * backward   dbeta[c]    = Σ dy[n,c,i,j]
 *            dgamma[c]   = Σ dy[n,c,i,j] · x̂[n,c,i,j]
 *            dx[n,c,i,j] = γ[c] / √(σ²[c] + ε) · (dy[n,c,i,j] - dbeta[c] / M - x̂[n,c,i,j] · dgamma[c] / M)
 * </pre>
 *
 * <p>The two terms that are taken off in dx are what x does to y by way of μ and of σ². The derivation is in
 * docs/layers/batch_norm2d.md. Every channel owns its part of everything, so channels may run at the same time.
 */
public final class BatchNorm2dLayer extends TextbookLayer {
    private final int C;
    private final int area;
    private final double momentum;
    private final double epsilon;
    /** Where the parameters and the state begin in their flat vectors. */
    private final int gamma;

    private final int beta;
    private final int mean;
    private final int var;
    /** The batch's own μ and σ², from the last forward pass in training. */
    private final double[] batchMean;

    private final double[] batchVar;

    BatchNorm2dLayer(PlacedLayer placed, BatchNorm2d spec, LayerContext context) {
        super(placed, context);
        C = placed.input().dim(0);
        area = placed.input().dim(1) * placed.input().dim(2);
        momentum = spec.momentum();
        epsilon = spec.epsilon();
        gamma = placed.parameter("gamma").offset();
        beta = placed.parameter("beta").offset();
        mean = placed.state("mean").offset();
        var = placed.state("var").offset();
        batchMean = new double[C];
        batchVar = new double[C];
    }

    /** Inference: the state takes the place of the batch's own mean and variance. */
    @Override
    public void forward(int N, double[] x, double[] y) {
        parallel.forEach(C, c -> normalise(N, c, state[mean + c], state[var + c], x, y));
    }

    @Override
    public void forwardInTraining(int N, double[] x, double[] y, Mode mode) {
        parallel.forEach(C, c -> {
            int M = N * area;
            double mu = sum(N, c, at -> x[at]) / M;
            double sigma2 = sum(N, c, at -> (x[at] - mu) * (x[at] - mu)) / M;
            normalise(N, c, mu, sigma2, x, y);
            state[mean + c] = (1 - momentum) * state[mean + c] + momentum * mu;
            state[var + c] = (1 - momentum) * state[var + c] + momentum * sigma2;
            batchMean[c] = mu;
            batchVar[c] = sigma2;
        });
    }

    private void normalise(int N, int c, double mu, double sigma2, double[] x, double[] y) {
        double sigma = Math.sqrt(sigma2 + epsilon);
        for (int n = 0; n < N; n++) {
            for (int at = start(n, c); at < start(n, c) + area; at++) {
                y[at] = parameters[gamma + c] * ((x[at] - mu) / sigma) + parameters[beta + c];
            }
        }
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        parallel.forEach(C, c -> {
            gradient[gamma + c] = dgamma(N, c, x, dy);
            gradient[beta + c] = dbeta(N, c, dy);
        });
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        parallel.forEach(C, c -> {
            int M = N * area;
            double dbeta = dbeta(N, c, dy);
            double dgamma = dgamma(N, c, x, dy);
            double factor = parameters[gamma + c] / sigma(c);
            for (int n = 0; n < N; n++) {
                for (int at = start(n, c); at < start(n, c) + area; at++) {
                    dx[at] = factor * (dy[at] - dbeta / M - xHat(c, x[at]) * dgamma / M);
                }
            }
        });
    }

    private double dbeta(int N, int c, double[] dy) {
        return sum(N, c, at -> dy[at]);
    }

    private double dgamma(int N, int c, double[] x, double[] dy) {
        return sum(N, c, at -> dy[at] * xHat(c, x[at]));
    }

    /** x normalised by the batch's own mean and variance. */
    private double xHat(int c, double x) {
        return (x - batchMean[c]) / sigma(c);
    }

    private double sigma(int c) {
        return Math.sqrt(batchVar[c] + epsilon);
    }

    /** The sum of a term over all elements of channel c, sample by sample. */
    private double sum(int N, int c, IntToDoubleFunction term) {
        double sum = 0;
        for (int n = 0; n < N; n++) {
            for (int at = start(n, c); at < start(n, c) + area; at++) {
                sum += term.applyAsDouble(at);
            }
        }
        return sum;
    }

    /** Where channel c of sample n begins. */
    private int start(int n, int c) {
        return (n * C + c) * area;
    }
}
