package cnn.scratch.faults;

import cnn.backend.Mode;
import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.BatchNorm2d;
import cnn.spec.PlacedLayer;

/** A batch normalisation with one deliberate mistake. */
final class WrongBatchNorm2d extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        MEAN_TERM_MISSING_IN_DX(Words.of(
                "dx forgets that every x moves the batch's mean.",
                "dx does not sum to 0 over a channel, as it must: the way that the layer undoes is sent back")
                .seen("MXNet, issue 1053 (the mean's term was wrong): A bug in BatchNorm Op? "
                        + "https://github.com/apache/mxnet/issues/1053")),
        VARIANCE_TERM_MISSING_IN_DX(Words.of(
                "dx forgets that every x moves the batch's variance.",
                "dx keeps a part along x̂ that the layer undoes: the scale of x seems to matter and does not")),
        STATISTICS_TAKEN_AS_CONSTANTS(Words.of(
                "Mean and variance are taken as constants on the way back, as they are in inference.",
                "dx is γ/σ·dy: of the right size and nearly the right direction, so training goes on, but worse")
                .seen("MatConvNet, issue 1174: bug in vl_nnbnorm.cu when using moments from outside (the same "
                        + "two formulas confused the other way), https://github.com/vlfeat/matconvnet/issues/1174")),
        GAMMA_FORGOTTEN_IN_DX(Words.of(
                "dx is not multiplied by γ.",
                "dx is right as long as all γ are 1, as they are when a test begins")
                .seen("Knet.jl, issue 288: Batchnorm backward on cpu doesn't seem to take care about scales, "
                        + "https://github.com/denizyuret/Knet.jl/issues/288")),
        BACKWARD_USES_THE_STATE(Words.of(
                "dx divides by the running variance instead of the batch's.",
                "dx is off by a factor for each channel, less and less as the running variance settles")),
        DGAMMA_OF_X_ITSELF(Words.of(
                "dgamma adds up dy·x instead of dy·x̂.",
                "dgamma is wrong unless x is normalised already")),
        DBETA_AVERAGED(Words.of(
                "dbeta and dgamma are means over the batch and the pixels instead of sums.",
                "γ and β learn N·H·W times too slowly, that is, not at all")),
        VARIANCE_BY_M_MINUS_1(Words.of(
                "The batch is normalised by the unbiased variance, divided by M - 1.",
                "y is off by √(M/(M-1)), which shows for small batches only")),
        EPSILON_OUTSIDE_THE_ROOT(Words.of(
                "ε is added to σ instead of to σ².",
                "y is off by far more than ε where the variance is small")
                .seen("darknet, issue 1723: Issues in batchnorm_layer.c, "
                        + "https://github.com/pjreddie/darknet/issues/1723")),
        STATISTICS_OF_THE_FIRST_SAMPLE(Words.of(
                "Mean and variance are those of the first sample.",
                "y is wrong for a batch of more than one")),
        STATE_NOT_MOVED(Words.of(
                "The running mean and variance are never updated.",
                "training is perfect, inference is garbage")
                .seen("aprender, pull request 2166: BatchNorm1d never updated running_mean/var, "
                        + "https://github.com/paiml/aprender/pull/2166")
),
        STATE_MOVED_TO_THE_UNBIASED_VARIANCE(Words.of(
                "The running variance follows the unbiased variance, the batch is normalised by the biased one.",
                "inference differs from training by M/(M-1); PyTorch does so on purpose")
                .seen("PyTorch, issue 19902: At training time, pytorch batchnorm use biased batch var to "
                        + "normalize input, but running var is updated by unbiased batch var, "
                        + "https://github.com/pytorch/pytorch/issues/19902")),
        UNBIASED_FACTOR_ON_THE_MEAN_TOO(Words.of(
                "The factor M/(M-1) that makes a variance unbiased is put on the running mean as well.",
                "inference is off by a mean that is a little too large")
                .seen("Chainer, issue 332: Unbiased estimation in batch normalization function, "
                        + "https://github.com/chainer/chainer/issues/332")),
        MOMENTUM_THE_OTHER_WAY_ROUND(Words.of(
                "The old value is weighted by the momentum where the new one should be: 0.1 and 0.9 are confused.",
                "the state is nearly that of the last batch: inference jumps about")
                .seen("Dive into Deep Learning, pull request 2213: Update moving average computation for batch "
                        + "norm, https://github.com/d2l-ai/d2l-en/pull/2213")),
        STATE_MOVED_BY_BACKWARD(Words.of(
                "The backward pass moves the state once more.",
                "inference is off, the more so the more often backward is called")),
        STATE_MOVED_IN_INFERENCE(Words.of(
                "Inference moves the state.",
                "each prediction changes the next one")),
        STATE_OF_ANOTHER_LAYER_TOUCHED(Words.of(
                "The state is written one element too far.",
                "another layer's running mean is lost")),
        INFERENCE_USES_THE_LAST_BATCH(Words.of(
                "Inference normalises with the last batch's mean and variance.",
                "predictions depend on what was seen last")
                .seen("AiDotNet.Tensors, pull request 27 (in review): BatchNorm inference path is using batch stats "
                        + "instead of running stats, https://github.com/ooples/AiDotNet.Tensors/pull/27"));

        private final Words words;

        Mistake(Words words) {
            this.words = words;
        }

        @Override
        public Words words() {
            return words;
        }
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
    public void forward(int N, double[] x, double[] y) {
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
    public void forwardInTraining(int N, double[] x, double[] y, Mode mode) {
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
                double seen = mistake == Mistake.UNBIASED_FACTOR_ON_THE_MEAN_TOO ? m * M / unbiased : m;
                state[mean + c] = kept * state[mean + c] + (1 - kept) * seen;
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
    public void parameterGradient(int N, double[] x, double[] dy) {
        for (int c = 0; c < C; c++) {
            int channel = c;
            double count = mistake == Mistake.DBETA_AVERAGED ? N * area : 1;
            gradient[beta + c] = sum(N, c, at -> dy[at]) / count;
            boolean ofX = mistake == Mistake.DGAMMA_OF_X_ITSELF;
            gradient[gamma + c] = sum(N, c, at -> dy[at] * (ofX ? x[at] : xHat(channel, x[at]))) / count;
        }
        if (mistake == Mistake.STATE_MOVED_BY_BACKWARD) {
            state[mean] += 1;
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        int M = N * area;
        for (int c = 0; c < C; c++) {
            int channel = c;
            boolean constants = mistake == Mistake.STATISTICS_TAKEN_AS_CONSTANTS;
            boolean noMean = constants || mistake == Mistake.MEAN_TERM_MISSING_IN_DX;
            boolean noVariance = constants || mistake == Mistake.VARIANCE_TERM_MISSING_IN_DX;
            double dbeta = noMean ? 0 : sum(N, c, at -> dy[at]);
            double dgamma = noVariance ? 0 : sum(N, c, at -> dy[at] * xHat(channel, x[at]));
            double scale = mistake == Mistake.GAMMA_FORGOTTEN_IN_DX ? 1 : parameters[gamma + c];
            double v = mistake == Mistake.BACKWARD_USES_THE_STATE ? state[var + c] : sigma2[c];
            for (int at = 0; at < N * C * area; at++) {
                if (at / area % C == c) {
                    dx[at] = scale / deviation(v) * (dy[at] - dbeta / M - xHat(c, x[at]) * dgamma / M);
                }
            }
        }
    }
}
