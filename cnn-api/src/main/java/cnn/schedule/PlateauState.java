package cnn.schedule;

import cnn.error.BadInputException;

/**
 * What a schedule that waits for plateaus remembers from epoch to epoch.
 *
 * @param watch on the value that should become better
 * @param cuts how often the rate was cut so far
 */
public record PlateauState(Watch watch, int cuts) {
    /** Before the first epoch. */
    public static final PlateauState START = new PlateauState(Watch.START, 0);

    public PlateauState {
        if (cuts < 0) {
            throw new BadInputException("cuts are counted from 0, got " + cuts);
        }
    }
}
