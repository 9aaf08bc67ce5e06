package cnn.optim;

/**
 * What a velocity adds up. With a constant learning rate both train alike; when the rate changes from η to η', the
 * velocity of gradients is at once followed at the new rate, while steps taken at the old one go on at the old one.
 */
public enum Velocity {
    /** v ← μ·v + g, and η is a factor of the step: PyTorch. */
    GRADIENTS,
    /** v ← μ·v + η·g, and the step is v itself: Sutskever et al. (2013), Keras, DL4J. */
    STEPS;

    /** The word in configurations. */
    public String word() {
        return Words.of(this);
    }
}
