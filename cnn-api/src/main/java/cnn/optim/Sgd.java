package cnn.optim;

/** Stochastic gradient descent: θ ← θ - η·g. */
public record Sgd(double learningRate) implements OptimizerSpec {
    public Sgd {
        Hyper.positive("sgd", "learning_rate", learningRate);
    }

    /** A library's rate. */
    public static Sgd of(Compatibility library) {
        return new Sgd(library == Compatibility.KERAS ? 0.01 : 1e-3);
    }

    @Override
    public String kind() {
        return "sgd";
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.sgd(this);
    }
}
