package cnn.schedule;

/**
 * How the learning rate goes over a training: a factor on the optimizer's own rate, as a function of where the training
 * stands. Lengths are in epochs, so that another batch size does not change what they mean.
 */
public sealed interface Schedule
        permits Constant, Step, Exponential, Polynomial, Cosine, WarmUp, OneCycle, ReduceOnPlateau {
    /** The word in configurations, for example {@code cosine}. */
    String kind();

    /** The factor of the update at {@code at}; never below 0. */
    double factor(Position at);

    /**
     * What it remembers after an epoch; only a schedule that waits for plateaus remembers anything.
     *
     * @param loss of the epoch: on the validation samples where there are any, else the mean over the training batches
     */
    default PlateauState afterEpoch(PlateauState before, int epoch, double loss) {
        return before;
    }

    <R> R accept(Visitor<R> visitor);

    /** One method a schedule. */
    interface Visitor<R> {
        R constant(Constant spec);

        R step(Step spec);

        R exponential(Exponential spec);

        R polynomial(Polynomial spec);

        R cosine(Cosine spec);

        R warmUp(WarmUp spec);

        R oneCycle(OneCycle spec);

        R reduceOnPlateau(ReduceOnPlateau spec);
    }
}
