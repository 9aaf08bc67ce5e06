package cnn.optim;

/** Which parameters weight decay touches. */
public enum DecayScope {
    /** Weights only: not biases, nor the scales and shifts of normalisations. */
    WEIGHTS,
    /** Every trained parameter. */
    ALL;

    /** The word in configurations. */
    public String word() {
        return Words.of(this);
    }
}
