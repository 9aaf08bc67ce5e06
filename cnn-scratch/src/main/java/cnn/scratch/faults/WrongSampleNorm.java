package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.PlacedLayer;

/** A layer or group normalisation with one deliberate mistake. */
final class WrongSampleNorm extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        MEAN_TERM_MISSING_IN_DX(Words.of(
                "dx forgets that every x moves its group's mean.",
                "dx does not sum to 0 over the group, as it must")
                .seen("MXNet, issue 1053 (of batch normalisation; the mean was wrong): A bug in BatchNorm Op? "
                        + "https://github.com/apache/mxnet/issues/1053")),
        VARIANCE_TERM_MISSING_IN_DX(Words.of(
                "dx forgets that every x moves its group's variance.",
                "dx keeps a part along x̂ that the layer undoes")),
        STATISTICS_TAKEN_AS_CONSTANTS(Words.of(
                "Mean and variance are taken as constants on the way back.",
                "dx is γ/σ·dy: right in size, wrong in direction")),
        MEAN_TERM_TWICE_IN_DX(Words.of(
                        "The mean's term is taken off twice, because a buffer still held it.",
                        "dx is off by a constant in each group; the loss still falls")
                .seen("tt-metal, issue 53204: layernorm_bw computes wrong dx: mean(dy*gamma) subtracted twice, "
                        + "https://github.com/tenstorrent/tt-metal/issues/53204")),
        DGAMMA_AND_DBETA_EXCHANGED(Words.of(
                        "The gradients of γ and of β change places.",
                        "both learn from the other's; the shapes are the same, so nothing complains")
                .seen("OneFlow, pull request 6149: fix backward index for gamma beta, "
                        + "https://github.com/Oneflow-Inc/oneflow/pull/6149")),
        GAMMA_BEHIND_THE_MEANS_IN_DX(Words.of(
                "γ is put on at the end of dx instead of at its beginning, as batch normalisation may do and "
                        + "this may not.",
                "dx is wrong as soon as the γ of one group differ; at the start, where all are 1, it is right")),
        VARIANCE_BY_M_MINUS_1(Words.of(
                "x is normalised by the unbiased variance, divided by M - 1.",
                "y is off by √(M/(M-1))")),
        EPSILON_OUTSIDE_THE_ROOT(Words.of(
                "ε is added to σ instead of to σ².",
                "y is off by far more than ε where the variance is small")),
        STATISTICS_OF_THE_WHOLE_BATCH(Words.of(
                "Mean and variance are taken over the batch as well.",
                "one sample's prediction depends on its neighbours; the gradients fit y, so finite differences "
                        + "find nothing")),
        GROUPS_OF_EVERY_NTH_CHANNEL(Words.of(
                "Channel c belongs to group c mod G instead of c div (C/G).",
                "the gradients fit y, so finite differences find nothing; imported weights do not work")
                .seen("tt-metal, pull request 56202: Fix moreh_group_norm_backward gamma_grad group index from "
                        + "global channel, https://github.com/tenstorrent/tt-metal/pull/56202")),
        DGAMMA_OF_X_ITSELF(Words.of(
                "dgamma adds up dy·x instead of dy·x̂.",
                "dgamma is wrong unless x is normalised already")),
        DGAMMA_OF_ONE_SAMPLE(Words.of(
                "dgamma and dbeta are set for each sample instead of added up.",
                "they are those of the last sample; right for a batch of one"));

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
    private final int size;
    private final int channels;
    private final int area;
    private final int groups;
    private final double epsilon;
    /** Neighbours in memory that share one γ, and how many γ there are. */
    private final int run;

    private final int P;
    private final int gamma;
    private final int beta;

    WrongSampleNorm(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        size = placed.input().size();
        channels = placed.input().dim(0);
        area = size / channels;
        groups = placed.spec() instanceof GroupNorm norm ? norm.groups() : 1;
        epsilon = placed.spec() instanceof GroupNorm norm ? norm.epsilon() : ((LayerNorm) placed.spec()).epsilon();
        run = placed.spec() instanceof GroupNorm ? area : 1;
        P = size / run;
        gamma = placed.parameter("gamma").offset();
        beta = placed.parameter("beta").offset();
    }

    private interface Term {
        double of(int at);
    }

    /** Which numbers share μ and σ. */
    private int group(int at) {
        int c = at / area % channels;
        int within = mistake == Mistake.GROUPS_OF_EVERY_NTH_CHANNEL ? c % groups : c / (channels / groups);
        return mistake == Mistake.STATISTICS_OF_THE_WHOLE_BATCH ? within : at / size * groups + within;
    }

    private double sum(int N, int group, Term term) {
        double sum = 0;
        for (int at = 0; at < N * size; at++) {
            sum += group(at) == group ? term.of(at) : 0;
        }
        return sum;
    }

    /** μ, s and M of the group of each number. */
    private double[][] statistics(int N, double[] x) {
        double[][] all = new double[N * groups][];
        for (int k = 0; k < all.length; k++) {
            int group = k;
            double M = sum(N, group, at -> 1);
            double mu = sum(N, group, at -> x[at]) / M;
            double squares = sum(N, group, at -> (x[at] - mu) * (x[at] - mu));
            double var = squares / (mistake == Mistake.VARIANCE_BY_M_MINUS_1 ? Math.max(1, M - 1) : M);
            boolean outside = mistake == Mistake.EPSILON_OUTSIDE_THE_ROOT;
            double s = outside ? Math.sqrt(var) + epsilon : Math.sqrt(var + epsilon);
            all[k] = new double[] {mu, s, M};
        }
        return all;
    }

    private double xHat(double[][] statistics, double[] x, int at) {
        double[] own = statistics[group(at)];
        return (x[at] - own[0]) / own[1];
    }

    private double gamma(int at) {
        return parameters[gamma + at / run % P];
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        double[][] statistics = statistics(N, x);
        for (int at = 0; at < N * size; at++) {
            y[at] = gamma(at) * xHat(statistics, x, at) + parameters[beta + at / run % P];
        }
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        double[][] statistics = statistics(N, x);
        for (int p = 0; p < P; p++) {
            gradient[gamma + p] = 0;
            gradient[beta + p] = 0;
        }
        for (int at = 0; at < N * size; at++) {
            double factor = mistake == Mistake.DGAMMA_OF_X_ITSELF ? x[at] : xHat(statistics, x, at);
            boolean counts = mistake != Mistake.DGAMMA_OF_ONE_SAMPLE || at / size == N - 1;
            boolean exchanged = mistake == Mistake.DGAMMA_AND_DBETA_EXCHANGED;
            gradient[(exchanged ? beta : gamma) + at / run % P] += counts ? dy[at] * factor : 0;
            gradient[(exchanged ? gamma : beta) + at / run % P] += counts ? dy[at] : 0;
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        double[][] statistics = statistics(N, x);
        boolean behind = mistake == Mistake.GAMMA_BEHIND_THE_MEANS_IN_DX;
        Term g = at -> behind ? dy[at] : gamma(at) * dy[at];
        double[] byMu = new double[statistics.length];
        double[] bySigma = new double[statistics.length];
        for (int k = 0; k < statistics.length; k++) {
            double M = statistics[k][2];
            boolean constants = mistake == Mistake.STATISTICS_TAKEN_AS_CONSTANTS;
            boolean noMean = constants || mistake == Mistake.MEAN_TERM_MISSING_IN_DX;
            boolean noVariance = constants || mistake == Mistake.VARIANCE_TERM_MISSING_IN_DX;
            byMu[k] = noMean ? 0 : sum(N, k, g) / M;
            byMu[k] *= mistake == Mistake.MEAN_TERM_TWICE_IN_DX ? 2 : 1;
            bySigma[k] = noVariance ? 0 : sum(N, k, at -> g.of(at) * xHat(statistics, x, at)) / M;
        }
        for (int at = 0; at < N * size; at++) {
            int k = group(at);
            double inner = g.of(at) - byMu[k] - xHat(statistics, x, at) * bySigma[k];
            dx[at] = (behind ? gamma(at) : 1) * inner / statistics[k][1];
        }
    }
}
