package cnn.loss;

import cnn.error.BadInputException;

/**
 * The hinge loss, each output against the rest: with signs s = 2·t - 1, so +1 for the class and -1 for every other,
 * L = 1/(N·K) Σ_n Σ_k max(0, 1 - s[n,k]·y[n,k]); ∂L/∂y[n,k] = -s[n,k] / (N·K) where s·y &lt; 1, else 0, the kink at s·y
 * = 1 included. One output is the soft-margin loss of a support-vector machine (Cortes and Vapnik 1995, "Support-vector
 * networks"); several are K machines, one against all (Rifkin and Klautau 2004, "In defense of one-vs-all
 * classification"). This is the form of Keras's {@code Hinge} and DL4J's {@code HINGE}; not that of Weston and Watkins
 * or of Crammer and Singer, which compare outputs with each other (PyTorch's {@code MultiMarginLoss}, Keras's {@code
 * CategoricalHinge}).
 */
public record Hinge() implements LossSpec {
    @Override
    public String kind() {
        return "hinge";
    }

    @Override
    public double evaluate(int n, int k, double[] y, double[] t, double[] dy) {
        double total = 0;
        double scale = 1.0 / ((double) n * k);
        for (int i = 0; i < n * k; i++) {
            double sign = 2 * t[i] - 1;
            double missing = 1 - sign * y[i];
            total += Math.max(0, missing);
            dy[i] = missing > 0 ? -sign * scale : 0;
        }
        return total * scale;
    }

    /** A share has no side of the margin to be on. */
    @Override
    public void requireShares() {
        throw new BadInputException("loss hinge asks on which side of a margin a sample is, and a mixed one is on neither;"
                + " leave out mixup and cutmix, or take softmax_cross_entropy");
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.hinge(this);
    }
}
