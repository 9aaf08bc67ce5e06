package cnn.scratch.faults;

import cnn.check.LossFunction;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.SoftmaxCrossEntropy;
import java.util.List;
import java.util.Optional;

/** A loss with one deliberate mistake; without one it is the control. */
final class WrongLoss implements LossFunction {
    private static final LossSpec PLAIN = new SoftmaxCrossEntropy();

    private final LossSpec spec;
    private final Optional<LossMistake> mistake;

    WrongLoss(LossSpec spec, Optional<LossMistake> mistake) {
        this.spec = spec;
        this.mistake = mistake;
    }

    /** The losses that mistakes are made in, once each. */
    static List<LossSpec> specs() {
        return List.of(LossMistake.values()).stream()
                .map(LossMistake::spec)
                .distinct()
                .toList();
    }

    @Override
    public double evaluate(int n, int k, double[] y, double[] t, double[] dy) {
        double loss = spec.evaluate(n, k, y, t, dy);
        if (mistake.isEmpty()) {
            return loss;
        }
        for (int i = 0; i < n * k; i++) {
            dy[i] = gradient(mistake.get(), n, k, i, y, t, dy[i]);
        }
        return switch (mistake.get()) {
            case LABEL_SMOOTHING_FORGOTTEN_IN_DY, CLASS_WEIGHTS_ONLY_IN_THE_LOSS -> {
                PLAIN.evaluate(n, k, y, t, dy);
                yield loss;
            }
            case SOFTMAX_TWICE -> PLAIN.evaluate(n, k, probabilities(n, k, y, t, true), t, new double[n * k]);
            case LOG_WITH_A_SMALL_NUMBER -> logWithASmallNumber(n, probabilities(n, k, y, t, true), t);
            case MAXIMUM_NOT_TAKEN_OFF -> maximumNotTakenOff(n, k, y, t, dy);
            default -> loss;
        };
    }

    private static double gradient(LossMistake mistake, int n, int k, int i, double[] y, double[] t, double right) {
        double difference = y[i] - t[i];
        return switch (mistake) {
            case NOT_DIVIDED_BY_N -> right * n;
            case DIVIDED_BY_N_TWICE -> right / n;
            case DIVIDED_BY_K_TOO -> right / k;
            case SIGN -> -right;
            case GRADIENT_OF_THE_PROBABILITIES -> t[i] == 0 ? 0 : -t[i] / (right * n + t[i]) / n;
            case CLASS_WEIGHTS_OF_EACH_OUTPUT -> {
                double[] plain = new double[y.length];
                PLAIN.evaluate(n, k, y, t, plain);
                yield ((SoftmaxCrossEntropy) mistake.spec()).classWeight(i % k) * plain[i];
            }
            case FACTOR_2_MISSING -> right / 2;
            case SUMMED_OVER_OUTPUTS_IN_DY -> right * k;
            case ABSOLUTE_ERROR_NOT_DIVIDED -> Math.signum(difference);
            case HUBER_NOT_CLAMPED -> difference / n / k;
            case HUBER_DELTA_FORGOTTEN ->
                Math.abs(difference) > ((Huber) mistake.spec()).delta() ? Math.signum(difference) / n / k : right;
            case HINGE_MARGIN_IGNORED -> (2 * t[i] - 1) * y[i] > 0 ? 0 : right;
            case HINGE_ONLY_THE_RIGHT_CLASS -> t[i] == 1 ? right : 0;
            case SIGMOID_SLOPE_TWICE -> {
                double sigma = 1 / (1 + Math.exp(-y[i]));
                yield right * sigma * (1 - sigma);
            }
            default -> right;
        };
    }

    /** p = softmax(y), by way of the right loss's gradient, or computed without taking the maximum off. */
    private static double[] probabilities(int n, int k, double[] y, double[] t, boolean safely) {
        double[] p = new double[n * k];
        if (safely) {
            PLAIN.evaluate(n, k, y, t, p);
            for (int i = 0; i < n * k; i++) {
                p[i] = p[i] * n + t[i];
            }
            return p;
        }
        for (int row = 0; row < n; row++) {
            double sum = 0;
            for (int j = row * k; j < (row + 1) * k; j++) {
                p[j] = Math.exp(y[j]);
                sum += p[j];
            }
            for (int j = row * k; j < (row + 1) * k; j++) {
                p[j] /= sum;
            }
        }
        return p;
    }

    private static double logWithASmallNumber(int n, double[] p, double[] t) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum -= t[i] * Math.log(p[i] + 1e-7);
        }
        return sum / n;
    }

    private static double maximumNotTakenOff(int n, int k, double[] y, double[] t, double[] dy) {
        double[] p = probabilities(n, k, y, t, false);
        double sum = 0;
        for (int i = 0; i < n * k; i++) {
            sum -= t[i] == 0 ? 0 : t[i] * Math.log(p[i]);
            dy[i] = (p[i] - t[i]) / n;
        }
        return sum / n;
    }
}
