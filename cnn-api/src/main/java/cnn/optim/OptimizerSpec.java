package cnn.optim;

/**
 * An optimizer as data: the exact formula by which a parameter θ changes, given its gradient g at update t = 1, 2, …
 * Every vector in a formula starts at zero unless the record says otherwise. docs/optimizers.md compares the formulas
 * with those of Keras, PyTorch and DL4J. Backends compute the formula in their own precision.
 */
public sealed interface OptimizerSpec
        permits Sgd, Momentum, Nesterov, AdaGrad, RmsProp, Adam, AdamW, Nadam, AmsGrad {
    /** The word in configurations, for example {@code adam}. */
    String kind();

    /** η; a schedule may replace it from step to step. */
    double learningRate();

    <R> R accept(Visitor<R> visitor);

    /** One method an optimizer. */
    interface Visitor<R> {
        R sgd(Sgd spec);

        R momentum(Momentum spec);

        R nesterov(Nesterov spec);

        R adaGrad(AdaGrad spec);

        R rmsProp(RmsProp spec);

        R adam(Adam spec);

        /**
         * Without the decay, which is {@link UpdateSpec#decay}'s affair: the same as {@link #adam} of
         * {@link AdamW#adam}.
         */
        R adamW(AdamW spec);

        R nadam(Nadam spec);

        R amsGrad(AmsGrad spec);
    }
}
