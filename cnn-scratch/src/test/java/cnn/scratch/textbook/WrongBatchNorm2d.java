package cnn.scratch.textbook;

import cnn.backend.Mode;
import cnn.spec.BatchNorm2d;
import cnn.spec.PlacedLayer;

/** A batch normalisation with one deliberate mistake: the contract kit must find it. */
final class WrongBatchNorm2d extends TextbookLayer {
    enum Mistake {
        /** The control: everything right. */
        NONE,
        VARIANCE_BY_M_MINUS_1,
        MEAN_TERM_MISSING_IN_DX,
        VARIANCE_TERM_MISSING_IN_DX,
        BACKWARD_USES_THE_STATE,
        DGAMMA_OF_X_ITSELF,
        STATE_NOT_MOVED,
        STATE_MOVED_TO_THE_UNBIASED_VARIANCE,
        MOMENTUM_THE_OTHER_WAY_ROUND,
        STATE_MOVED_BY_BACKWARD,
        STATE_MOVED_IN_INFERENCE,
        STATE_OF_ANOTHER_LAYER_TOUCHED,
        INFERENCE_USES_THE_LAST_BATCH,
        EPSILON_OUTSIDE_THE_ROOT,
        STATISTICS_OF_THE_FIRST_SAMPLE
    }

    private final Mistake mistake;
    private final BatchNorm2d spec;
    private final int C;
    private final int area;
    private final int gamma;
    private final int beta;
    private final int mean;
    private final int var;
    private final double[] mu;
    private final double[] sigma2;

    WrongBatchNorm2d(Mistake mistake, PlacedLayer placed, BatchNorm2d spec, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        this.spec = spec;
        C = placed.input().dim(0);
        area = placed.input().dim(1) * placed.input().dim(2);
        gamma = placed.parameter("gamma").offset();
        beta = placed.parameter("beta").offset();
        mean = placed.state("mean").offset();
        var = placed.state("var").offset();
        mu = new double[C];
        sigma2 = new double[C];
    }

    private interface Term {
        double of(int at);
    }

    private double sum(int N, int c, Term term) {
        double sum = 0;
        for (int at = 0; at < N * C * area; at++) {
            sum += at / area % C == c ? term.of(at) : 0;
        }
        return sum;
    }

    private double deviation(double variance) {
        return mistake == Mistake.EPSILON_OUTSIDE_THE_ROOT
                ? Math.sqrt(variance) + spec.epsilon()
                : Math.sqrt(variance + spec.epsilon());
    }

    @Override
    void forward(int N, double[] x, double[] y) {
        boolean lastBatch = mistake == Mistake.INFERENCE_USES_THE_LAST_BATCH;
        for (int at = 0; at < N * C * area; at++) {
            int c = at / area % C;
            double m = lastBatch ? mu[c] : state[mean + c];
            double v = lastBatch ? sigma2[c] : state[var + c];
            y[at] = parameters[gamma + c] * (x[at] - m) / deviation(v) + parameters[beta + c];
        }
        if (mistake == Mistake.STATE_MOVED_IN_INFERENCE) {
            state[mean] += 1;
        }
    }

    @Override
    void forwardInTraining(int N, double[] x, double[] y, Mode mode) {
        int samples = mistake == Mistake.STATISTICS_OF_THE_FIRST_SAMPLE ? 1 : N;
        int M = samples * area;
        for (int c = 0; c < C; c++) {
            double m = sum(samples, c, at -> x[at]) / M;
            double squares = sum(samples, c, at -> (x[at] - m) * (x[at] - m));
            int unbiased = Math.max(1, M - 1);
            mu[c] = m;
            sigma2[c] = squares / (mistake == Mistake.VARIANCE_BY_M_MINUS_1 ? unbiased : M);
            double kept = mistake == Mistake.MOMENTUM_THE_OTHER_WAY_ROUND ? spec.momentum() : 1 - spec.momentum();
            if (mistake != Mistake.STATE_NOT_MOVED) {
                double v = mistake == Mistake.STATE_MOVED_TO_THE_UNBIASED_VARIANCE ? squares / unbiased : squares / M;
                state[mean + c] = kept * state[mean + c] + (1 - kept) * m;
                state[var + c] = kept * state[var + c] + (1 - kept) * v;
            }
        }
        if (mistake == Mistake.STATE_OF_ANOTHER_LAYER_TOUCHED) {
            state[var + C] = 0;
        }
        for (int at = 0; at < N * C * area; at++) {
            int c = at / area % C;
            y[at] = parameters[gamma + c] * xHat(c, x[at]) + parameters[beta + c];
        }
    }

    private double xHat(int c, double x) {
        return (x - mu[c]) / deviation(sigma2[c]);
    }

    @Override
    void parameterGradient(int N, double[] x, double[] dy) {
        for (int c = 0; c < C; c++) {
            int channel = c;
            gradient[beta + c] = sum(N, c, at -> dy[at]);
            gradient[gamma + c] =
                    sum(N, c, at -> dy[at] * (mistake == Mistake.DGAMMA_OF_X_ITSELF ? x[at] : xHat(channel, x[at])));
        }
        if (mistake == Mistake.STATE_MOVED_BY_BACKWARD) {
            state[mean] += 1;
        }
    }

    @Override
    void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        int M = N * area;
        for (int c = 0; c < C; c++) {
            int channel = c;
            double dbeta = mistake == Mistake.MEAN_TERM_MISSING_IN_DX ? 0 : sum(N, c, at -> dy[at]);
            double dgamma = mistake == Mistake.VARIANCE_TERM_MISSING_IN_DX
                    ? 0
                    : sum(N, c, at -> dy[at] * xHat(channel, x[at]));
            double v = mistake == Mistake.BACKWARD_USES_THE_STATE ? state[var + c] : sigma2[c];
            for (int at = 0; at < N * C * area; at++) {
                if (at / area % C == c) {
                    dx[at] = parameters[gamma + c] / deviation(v) * (dy[at] - dbeta / M - xHat(c, x[at]) * dgamma / M);
                }
            }
        }
    }
}
