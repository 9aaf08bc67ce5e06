package cnn.metrics;

import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import java.util.Optional;

/**
 * What outputs y {@code [K]} of one sample mean under a loss: probabilities, where it gives them a meaning, and scores
 * by which samples can be ordered.
 */
public final class Answers implements LossSpec.Visitor<Optional<double[]>> {
    private final double[] y;

    private Answers(double[] y) {
        this.y = y;
    }

    /** How many classes so many outputs tell apart: one output is a yes or a no, and so tells two. */
    public static int classes(int outputs) {
        return outputs == 1 ? 2 : outputs;
    }

    /** For messages: {@code 3 outputs}. */
    public static String outputsInWords(int outputs) {
        return outputs == 1 ? "one output, which tells two classes apart" : outputs + " outputs";
    }

    /**
     * The outputs as one a class. A single output y is for class 1 and becomes two of the same meaning: [-y, y] for
     * sigmoid cross-entropy, whose probabilities are then 1 - σ(y) and σ(y), and for the hinge loss; [1 - y, y] for the
     * losses whose targets are 0 and 1. So class 1 is the answer above 0, or above 1/2. Others stay as they are.
     *
     * @param y the outputs {@code [K]}
     */
    public static double[] perClass(LossSpec loss, double[] y) {
        if (y.length != 1) {
            return y;
        }
        boolean signed = loss instanceof SigmoidCrossEntropy || loss instanceof Hinge;
        return new double[] {signed ? -y[0] : 1 - y[0], y[0]};
    }

    /**
     * Probabilities {@code [K]}: softmax for softmax cross-entropy (they sum to 1), the sigmoid of each for sigmoid
     * cross-entropy (they need not); empty for the other losses, whose outputs are none.
     *
     * @param y the outputs {@code [K]}
     */
    public static Optional<double[]> probabilities(LossSpec loss, double[] y) {
        return loss.accept(new Answers(y));
    }

    /**
     * How much rather class k than any other, without a limit: log p/(1 - p) for softmax cross-entropy, which still
     * tells apart samples whose p has rounded to 1; the output itself for all other losses.
     */
    static double score(LossSpec loss, double[] y, int k) {
        if (!(loss instanceof SoftmaxCrossEntropy) || y.length == 1) {
            return y[k];
        }
        double max = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < y.length; j++) {
            max = j == k ? max : Math.max(max, y[j]);
        }
        double sum = 0;
        for (int j = 0; j < y.length; j++) {
            sum += j == k ? 0 : Math.exp(y[j] - max);
        }
        return y[k] - max - Math.log(sum);
    }

    /** The class that outputs {@code [K]} speak for: that of the first of the largest, one output being {@link #perClass two}. */
    public static int answer(LossSpec loss, double[] y) {
        return argmax(perClass(loss, y));
    }

    /** The first of the largest outputs. */
    static int argmax(double[] y) {
        int best = 0;
        for (int k = 1; k < y.length; k++) {
            if (y[k] > y[best]) {
                best = k;
            }
        }
        return best;
    }

    @Override
    public Optional<double[]> softmaxCrossEntropy(SoftmaxCrossEntropy spec) {
        double max = y[argmax(y)];
        double[] p = new double[y.length];
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(y[k] - max);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return Optional.of(p);
    }

    @Override
    public Optional<double[]> sigmoidCrossEntropy(SigmoidCrossEntropy spec) {
        double[] p = new double[y.length];
        for (int k = 0; k < p.length; k++) {
            double small = Math.exp(-Math.abs(y[k]));
            p[k] = (y[k] >= 0 ? 1 : small) / (1 + small);
        }
        return Optional.of(p);
    }

    @Override
    public Optional<double[]> meanSquaredError(MeanSquaredError spec) {
        return Optional.empty();
    }

    @Override
    public Optional<double[]> meanAbsoluteError(MeanAbsoluteError spec) {
        return Optional.empty();
    }

    @Override
    public Optional<double[]> huber(Huber spec) {
        return Optional.empty();
    }

    @Override
    public Optional<double[]> hinge(Hinge spec) {
        return Optional.empty();
    }
}
