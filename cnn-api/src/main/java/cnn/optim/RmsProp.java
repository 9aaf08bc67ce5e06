package cnn.optim;

/**
 * RMSProp (Hinton, 2012, lecture 6e of "Neural Networks for Machine Learning"): s ← ρ·s + (1 - ρ)·g²;
 * θ ← θ - η·g / (√s + ε), or θ ← θ - η·g / √(s + ε) with {@link EpsilonRoot#INSIDE}. Without momentum and not centred,
 * which is the default of Keras and PyTorch.
 *
 * @param decay ρ, in [0, 1)
 * @param epsilon ε, above 0
 * @param initial what every element of s is before the first update, at least 0
 */
public record RmsProp(double learningRate, double decay, double epsilon, EpsilonRoot epsilonPlace, double initial)
        implements OptimizerSpec {
    public RmsProp {
        Hyper.positive("rmsprop", "learning_rate", learningRate);
        Hyper.fraction("rmsprop", "decay", decay);
        Hyper.positive("rmsprop", "epsilon", epsilon);
        Hyper.notNegative("rmsprop", "initial", initial);
    }

    /** With Hinton's ρ = 0.9, ε = 1e-8 outside the root, and s starting at 0. */
    public RmsProp(double learningRate) {
        this(learningRate, 0.9, 1e-8, EpsilonRoot.OUTSIDE, 0);
    }

    /** A library's form and values. DL4J starts s at its ε. */
    public static RmsProp of(Compatibility library) {
        return switch (library) {
            case KERAS -> new RmsProp(1e-3, 0.9, 1e-7, EpsilonRoot.INSIDE, 0);
            case PYTORCH -> new RmsProp(1e-2, 0.99, 1e-8, EpsilonRoot.OUTSIDE, 0);
            case DL4J -> new RmsProp(0.1, 0.95, 1e-8, EpsilonRoot.OUTSIDE, 1e-8);
        };
    }

    @Override
    public String kind() {
        return "rmsprop";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.rmsProp(this);
    }
}
