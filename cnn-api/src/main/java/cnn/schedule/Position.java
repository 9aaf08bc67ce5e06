package cnn.schedule;

/**
 * Where in a training an update stands.
 *
 * @param update updates made before it, from 0
 * @param perEpoch updates in an epoch
 * @param total updates in the whole training
 * @param plateau what the schedule remembers
 */
public record Position(long update, long perEpoch, long total, PlateauState plateau) {
    /** e: the epochs done, with the part of the one in work. */
    double epochs() {
        return (double) update / perEpoch;
    }

    /** s: the share of the training that is done, in [0, 1). */
    double share() {
        return (double) update / total;
    }
}
