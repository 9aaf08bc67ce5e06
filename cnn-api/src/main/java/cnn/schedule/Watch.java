package cnn.schedule;

import cnn.error.BadInputException;
import java.util.OptionalDouble;

/**
 * A value that is looked at after each epoch: the best so far, and for how long it has not become better. An immutable
 * part of a training's progress, for schedules that wait for a plateau and for early stopping.
 *
 * @param best empty before the first look
 * @param bestEpoch the epoch of the best value; 0 before the first look
 * @param waited epochs since then without a better one
 */
public record Watch(OptionalDouble best, int bestEpoch, int waited) {
    /** Before the first look. */
    public static final Watch START = new Watch(OptionalDouble.empty(), 0, 0);

    public Watch {
        if (bestEpoch < 0 || waited < 0) {
            throw new BadInputException(
                    "a watch counts from 0, got best epoch %d, waited %d".formatted(bestEpoch, waited));
        }
    }

    /** Whether {@code value} is better than the best so far by more than {@code minimumGain}; the first always is. */
    public boolean isBetter(double value, boolean higherIsBetter, double minimumGain) {
        if (Double.isNaN(value)) {
            return false;
        }
        if (best.isEmpty()) {
            return true;
        }
        double gain = higherIsBetter ? value - best.getAsDouble() : best.getAsDouble() - value;
        return gain > minimumGain;
    }

    /** The watch after it has seen the value of an epoch. */
    public Watch after(int epoch, double value, boolean higherIsBetter, double minimumGain) {
        return isBetter(value, higherIsBetter, minimumGain)
                ? new Watch(OptionalDouble.of(value), epoch, 0)
                : new Watch(best, bestEpoch, waited + 1);
    }

    /** The same best value, with the waiting begun anew. */
    public Watch rested() {
        return new Watch(best, bestEpoch, 0);
    }
}
