package cnn.metrics;

import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import java.util.Locale;

/** How a network's outputs become probabilities: that depends on the loss that it has learnt with. */
public enum Probabilities {
    /** p_k = exp(y_k) / Σ_j exp(y_j): one class a sample. */
    SOFTMAX,
    /** p_k = 1 / (1 + exp(-y_k)): each class for itself. */
    SIGMOID,
    /** The outputs as they are: scores that need be no probabilities. */
    NONE;

    /** What belongs to a loss. */
    public static Probabilities of(LossSpec loss) {
        return loss.accept(new LossSpec.Visitor<>() {
            @Override
            public Probabilities softmaxCrossEntropy(SoftmaxCrossEntropy spec) {
                return SOFTMAX;
            }

            @Override
            public Probabilities sigmoidCrossEntropy(SigmoidCrossEntropy spec) {
                return SIGMOID;
            }

            @Override
            public Probabilities meanSquaredError(MeanSquaredError spec) {
                return NONE;
            }

            @Override
            public Probabilities meanAbsoluteError(MeanAbsoluteError spec) {
                return NONE;
            }

            @Override
            public Probabilities huber(Huber spec) {
                return NONE;
            }

            @Override
            public Probabilities hinge(Hinge spec) {
                return NONE;
            }
        });
    }

    /**
     * The probabilities of one sample; the outputs themselves where they are none.
     *
     * @param y outputs {@code [K]}, one a class (see {@link Answers#perClass})
     */
    public double[] of(double[] y) {
        return Answers.probabilities(usualLoss(), y).orElse(y);
    }

    /** A loss that belongs to such outputs, for a model that does not say by which one it was trained. */
    public LossSpec usualLoss() {
        return switch (this) {
            case SOFTMAX -> new SoftmaxCrossEntropy();
            case SIGMOID -> new SigmoidCrossEntropy();
            case NONE -> new MeanSquaredError();
        };
    }

    /** The word in configurations. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
