package cnn.optim;

/**
 * An optimizer as data: the exact formula by which a parameter θ changes, given its gradient g at update t = 1, 2, …
 * Every vector in a formula starts at zero. Backends compute the formula in their own precision.
 */
public sealed interface OptimizerSpec permits Sgd, Momentum, Adam {
    /** The word in configurations, for example {@code adam}. */
    String kind();

    /** η; a schedule may replace it from step to step. */
    double learningRate();

    <R> R accept(Visitor<R> visitor);

    /** One method an optimizer. */
    interface Visitor<R> {
        R sgd(Sgd spec);

        R momentum(Momentum spec);

        R adam(Adam spec);
    }
}
