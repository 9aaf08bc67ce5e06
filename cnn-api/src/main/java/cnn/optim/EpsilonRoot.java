package cnn.optim;

/** Where ε stands in the divisor of {@link AdaGrad} and {@link RmsProp}. */
public enum EpsilonRoot {
    /** √s + ε: PyTorch, DL4J. */
    OUTSIDE,
    /** √(s + ε): Keras; the same ε weighs far more, since √1e-7 is 3e-4. */
    INSIDE;

    /** The divisor. */
    public double divisor(double s, double epsilon) {
        return this == OUTSIDE ? Math.sqrt(s) + epsilon : Math.sqrt(s + epsilon);
    }

    /** The word in configurations. */
    public String word() {
        return Words.of(this);
    }
}
