package cnn.optim;

/**
 * AdaGrad (Duchi, Hazan and Singer, 2011, JMLR 12, diagonal form): s ← s + g²; θ ← θ - η·g / (√s + ε), or
 * θ ← θ - η·g / √(s + ε) with {@link EpsilonRoot#INSIDE}.
 *
 * @param epsilon ε, above 0
 * @param initial what every element of s is before the first update, at least 0
 */
public record AdaGrad(double learningRate, double epsilon, EpsilonRoot epsilonPlace, double initial)
        implements OptimizerSpec {
    public AdaGrad {
        Hyper.positive("adagrad", "learning_rate", learningRate);
        Hyper.positive("adagrad", "epsilon", epsilon);
        Hyper.notNegative("adagrad", "initial", initial);
    }

    /** With ε = 1e-10 outside the root and s starting at 0, as in PyTorch. */
    public AdaGrad(double learningRate) {
        this(learningRate, 1e-10, EpsilonRoot.OUTSIDE, 0);
    }

    /** A library's form and values. DL4J starts s at its default ε, whichever ε it is given. */
    public static AdaGrad of(Compatibility library) {
        return switch (library) {
            case KERAS -> new AdaGrad(1e-3, 1e-7, EpsilonRoot.INSIDE, 0.1);
            case PYTORCH -> new AdaGrad(1e-2);
            case DL4J -> new AdaGrad(0.1, 1e-6, EpsilonRoot.OUTSIDE, 1e-6);
        };
    }

    @Override
    public String kind() {
        return "adagrad";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.adaGrad(this);
    }
}
