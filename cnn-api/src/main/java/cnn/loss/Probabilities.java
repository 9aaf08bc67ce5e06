package cnn.loss;

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
     * The probabilities of one sample.
     *
     * @param y outputs of a batch {@code [N, K]}
     * @param from index of the sample's first output
     * @param k K
     */
    public double[] of(double[] y, int from, int k) {
        double[] p = new double[k];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            largest = Math.max(largest, y[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < k; i++) {
            double value = y[from + i];
            p[i] = switch (this) {
                // The largest output is taken off first: no exponential overflows.
                case SOFTMAX -> Math.exp(value - largest);
                case SIGMOID -> 1 / (1 + Math.exp(-value));
                case NONE -> value;
            };
            sum += p[i];
        }
        for (int i = 0; this == SOFTMAX && i < k; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** The word in configurations. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
