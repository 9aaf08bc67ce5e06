package cnn.optim;

/**
 * Where ε stands in the divisor of {@link Adam} and {@link AmsGrad}, seen from the bias correction c₂ = 1 - β₂ᵗ of v.
 */
public enum EpsilonCorrection {
    /** Added to √(v / c₂): Algorithm 1 of Kingma and Ba (2015), PyTorch. */
    AFTER,
    /**
     * Added to √v, and the whole corrected by η·√c₂ / c₁: the paper's "ε̂" (before its Section 2.1), Keras, DL4J. It is
     * the other form with ε / √c₂, which at the first update and β₂ = 0.999 is 32 times ε.
     */
    BEFORE;

    /** What has to be added to √(v / c₂), where c₂ is {@code correction}. */
    public double besideCorrectedRoot(double epsilon, double correction) {
        return this == AFTER ? epsilon : epsilon / Math.sqrt(correction);
    }

    /** The word in configurations. */
    public String word() {
        return Words.of(this);
    }
}
