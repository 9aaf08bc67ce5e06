package cnn.check.contract;

import cnn.check.LossFunction;
import cnn.loss.LossSpec;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rules that a loss obeys, in double precision. The specs have the one implementation that engines use; these are for it,
 * and for losses of one's own.
 */
public enum LossRule {
    C41("a loss's gradient is its slope: it agrees with central differences of its value") {
        @Override
        void verify(LossSpec spec, LossFunction own, Require require) {
            for (Sample sample : Sample.all()) {
                slopes(own, sample, require);
            }
        }
    },
    C42("a loss and its gradient are what the formula gives, for large outputs too") {
        @Override
        void verify(LossSpec spec, LossFunction own, Require require) {
            for (Sample sample : Sample.all()) {
                formula(spec, own, sample, require);
            }
        }
    };

    /** Classes, and outputs of a sample. */
    private static final int K = 3;
    /** Far from every kink of the samples below, and with a truncation error that halving it tells. */
    private static final double STEP = 0x1p-10;

    private final String title;

    LossRule(String title) {
        this.title = title;
    }

    /** The number by which reports name the rule, for example {@code C41}. */
    public String id() {
        return name();
    }

    /** What must hold. */
    public String title() {
        return title;
    }

    /**
     * Tries the rule.
     *
     * @param spec what the loss should be; with three outputs
     * @return how much was judged
     * @throws RuleBroken if the loss breaks this rule
     */
    public final Judgement check(LossSpec spec, LossFunction own) {
        return Require.that(
                id(), id() + ": " + title, Optional.empty(), spec.kind(), require -> verify(spec, own, require));
    }

    abstract void verify(LossSpec spec, LossFunction own, Require require);

    /** @param t one-hot */
    private record Sample(String name, int n, double[] y, double[] t) {
        static List<Sample> all() {
            List<Sample> all = new ArrayList<>();
            all.add(of("five samples", 5, 1));
            all.add(of("one sample", 1, 1));
            all.add(of("wide", 7, 5));
            all.add(of("huge", 4, 1000));
            return all;
        }

        private static Sample of(String name, int n, double scale) {
            AddressedRandom random = new AddressedRandom(41);
            double[] y = new double[n * K];
            double[] t = new double[n * K];
            Arrays.setAll(y, i -> scale * random.normal(Purpose.TEST_DATA, 0, n, i));
            for (int row = 0; row < n; row++) {
                t[row * K + row % K] = 1;
            }
            return new Sample(name, n, y, t);
        }

        double value(LossFunction loss, int moved, double by) {
            double[] at = y.clone();
            at[moved] += by;
            return loss.evaluate(n, K, at, t, new double[y.length]);
        }

        double largest() {
            return Arrays.stream(y).map(Math::abs).max().orElse(0);
        }
    }

    /** n·K sums and ten operations on numbers no larger than |loss| + max |y| + 1. */
    private static double roundings(Sample sample, double value) {
        return (sample.y.length + 10) * Precision.FLOAT64.unitRoundoff() * (Math.abs(value) + sample.largest() + 1);
    }

    /** The difference over half a step errs by a third of what it differs from the one over a whole step. */
    private static void slopes(LossFunction own, Sample sample, Require require) {
        double[] dy = new double[sample.y.length];
        double value = own.evaluate(sample.n, K, sample.y.clone(), sample.t.clone(), dy);
        for (int i = 0; i < dy.length; i++) {
            double whole = (sample.value(own, i, STEP) - sample.value(own, i, -STEP)) / (2 * STEP);
            double half = (sample.value(own, i, STEP / 2) - sample.value(own, i, -STEP / 2)) / STEP;
            double allowed = Math.abs(whole - half) + 4 * roundings(sample, value) / STEP;
            require.within("dy", i, " (" + sample.name + ")", dy[i], half, allowed);
        }
    }

    /**
     * The exponents' errors grow with |y|, and each element of dy is a sum of terms no larger than the largest of dy and the
     * largest weight over N.
     */
    private static void formula(LossSpec spec, LossFunction own, Sample sample, Require require) {
        double[] dy = new double[sample.y.length];
        double[] expected = new double[sample.y.length];
        double value = own.evaluate(sample.n, K, sample.y.clone(), sample.t.clone(), dy);
        double right = spec.evaluate(sample.n, K, sample.y.clone(), sample.t.clone(), expected);
        double weight = spec instanceof SoftmaxCrossEntropy softmax
                ? softmax.classWeights().stream().mapToDouble(w -> w).max().orElse(1)
                : 1;
        double size = Arrays.stream(expected).map(Math::abs).max().orElse(0) + weight / sample.n;
        double u = Precision.FLOAT64.unitRoundoff();
        double allowed = (2 * sample.largest() + K + 20) * u * size;
        require.within("loss", 0, " (" + sample.name + ")", value, right, 2 * weight * roundings(sample, right));
        for (int i = 0; i < dy.length; i++) {
            require.within("dy", i, " (" + sample.name + ")", dy[i], expected[i], allowed);
        }
    }
}
