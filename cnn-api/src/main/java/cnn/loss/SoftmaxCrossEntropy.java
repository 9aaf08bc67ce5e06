package cnn.loss;

import cnn.error.BadInputException;
import java.util.List;

/**
 * Softmax and cross-entropy in one, from logits z: L = -1/N Σ_n Σ_k w[k]·s[n,k]·log p[n,k] with p = softmax(z[n]) and
 * the smoothed targets s[n,k] = (1 - ε)·t[n,k] + ε/K · Σ_j t[n,j] (label smoothing: Szegedy et al. 2016,
 * arXiv:1512.00567, section 7). ∂L/∂z[n,k] = (p[n,k] · Σ_j w[j]·s[n,j] - w[k]·s[n,k]) / N. Computed from z - max z, so
 * that nothing overflows and nothing is lost, however large the logits.
 *
 * <p>The weighted sum is divided by N, as in Keras and DL4J, so a sample counts alike in whichever batch it comes.
 * PyTorch divides by the sum of the samples' weights instead.
 *
 * @param labelSmoothing ε, in [0, 1)
 * @param classWeights w, one for each of the K outputs, above 0; empty: all 1
 */
public record SoftmaxCrossEntropy(double labelSmoothing, List<Double> classWeights) implements LossSpec {
    public SoftmaxCrossEntropy {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new BadInputException(
                    "softmax_cross_entropy: label_smoothing must be at least 0 and below 1, got " + labelSmoothing);
        }
        for (double weight : classWeights) {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new BadInputException(
                        "softmax_cross_entropy: class_weights must be above 0 and finite, got " + classWeights);
            }
        }
        classWeights = List.copyOf(classWeights);
    }

    /** Without smoothing, and with all classes alike. */
    public SoftmaxCrossEntropy() {
        this(0, List.of());
    }

    @Override
    public String kind() {
        return "softmax_cross_entropy";
    }

    @Override
    public void requireOutputs(int k) {
        if (k == 1) {
            throw new BadInputException("softmax_cross_entropy: the softmax of one output is always 1, so nothing would be"
                    + " learnt; take sigmoid_cross_entropy, or 2 outputs");
        }
        if (!classWeights.isEmpty() && classWeights.size() != k) {
            throw new BadInputException("softmax_cross_entropy: %d class_weights do not fit the network's %d outputs"
                    .formatted(classWeights.size(), k));
        }
    }

    /** w[k]. */
    public double classWeight(int k) {
        return classWeights.isEmpty() ? 1 : classWeights.get(k);
    }

    @Override
    public double evaluate(int n, int k, double[] y, double[] t, double[] dy) {
        double total = 0;
        for (int row = 0; row < n; row++) {
            total += sample(row * k, k, n, y, t, dy);
        }
        return total / n;
    }

    /** The N-fold share of the sample that starts at {@code at}; dy first holds e^(z - max z). */
    private double sample(int at, int k, int n, double[] y, double[] t, double[] dy) {
        double max = Double.NEGATIVE_INFINITY;
        double targets = 0;
        for (int j = at; j < at + k; j++) {
            max = Math.max(max, y[j]);
            targets += t[j];
        }
        double sum = 0;
        double mass = 0;
        for (int j = at; j < at + k; j++) {
            dy[j] = Math.exp(y[j] - max);
            sum += dy[j];
            mass += weighted(j - at, t[j], targets, k);
        }
        double logSum = Math.log(sum);
        double total = 0;
        for (int j = at; j < at + k; j++) {
            double wanted = weighted(j - at, t[j], targets, k);
            if (wanted != 0) {
                total += wanted * (logSum - (y[j] - max));
            }
            dy[j] = (mass * (dy[j] / sum) - wanted) / n;
        }
        return total;
    }

    /** w[k]·s[k]. */
    private double weighted(int k, double target, double targets, int outputs) {
        double even = labelSmoothing * targets / outputs;
        double smooth = labelSmoothing == 0 ? target : (1 - labelSmoothing) * target + even;
        return classWeight(k) * smooth;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.softmaxCrossEntropy(this);
    }
}
