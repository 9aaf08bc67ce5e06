package cnn.scratch.textbook;

import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.PlacedLayer;

/** A layer or group normalisation with one deliberate mistake: the contract kit must find it. */
final class WrongSampleNorm extends TextbookLayer {
    enum Mistake {
        /** The control: everything right. */
        NONE,
        MEAN_TERM_MISSING_IN_DX,
        VARIANCE_TERM_MISSING_IN_DX,
        GAMMA_BEHIND_THE_MEANS_IN_DX,
        VARIANCE_BY_M_MINUS_1,
        EPSILON_OUTSIDE_THE_ROOT,
        STATISTICS_OF_THE_WHOLE_BATCH,
        GROUPS_OF_EVERY_NTH_CHANNEL,
        DGAMMA_OF_X_ITSELF
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
            double s = mistake == Mistake.EPSILON_OUTSIDE_THE_ROOT ? Math.sqrt(var) + epsilon : Math.sqrt(var + epsilon);
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
    void forward(int N, double[] x, double[] y) {
        double[][] statistics = statistics(N, x);
        for (int at = 0; at < N * size; at++) {
            y[at] = gamma(at) * xHat(statistics, x, at) + parameters[beta + at / run % P];
        }
    }

    @Override
    void parameterGradient(int N, double[] x, double[] dy) {
        double[][] statistics = statistics(N, x);
        for (int p = 0; p < P; p++) {
            gradient[gamma + p] = 0;
            gradient[beta + p] = 0;
        }
        for (int at = 0; at < N * size; at++) {
            double factor = mistake == Mistake.DGAMMA_OF_X_ITSELF ? x[at] : xHat(statistics, x, at);
            gradient[gamma + at / run % P] += dy[at] * factor;
            gradient[beta + at / run % P] += dy[at];
        }
    }

    @Override
    void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        double[][] statistics = statistics(N, x);
        boolean behind = mistake == Mistake.GAMMA_BEHIND_THE_MEANS_IN_DX;
        Term g = at -> behind ? dy[at] : gamma(at) * dy[at];
        double[] byMu = new double[statistics.length];
        double[] bySigma = new double[statistics.length];
        for (int k = 0; k < statistics.length; k++) {
            double M = statistics[k][2];
            byMu[k] = mistake == Mistake.MEAN_TERM_MISSING_IN_DX ? 0 : sum(N, k, g) / M;
            bySigma[k] = mistake == Mistake.VARIANCE_TERM_MISSING_IN_DX
                    ? 0
                    : sum(N, k, at -> g.of(at) * xHat(statistics, x, at)) / M;
        }
        for (int at = 0; at < N * size; at++) {
            int k = group(at);
            double inner = g.of(at) - byMu[k] - xHat(statistics, x, at) * bySigma[k];
            dx[at] = (behind ? gamma(at) : 1) * inner / statistics[k][1];
        }
    }
}
