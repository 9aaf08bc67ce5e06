package cnn.compare.crosscheck.training;

import cnn.spec.Slice;
import java.util.List;

/**
 * How far from the oracle's path an engine may go that is right: how far the disturbed trainings went, the
 * farthest of them, up to and including each update. Of all parameters together, of each by itself, and of the
 * loss.
 */
final class Corridor {
    private final List<Slice> slices;
    private final double[][] ofSlice;
    private final double[] ofAll;
    private final double[] ofLoss;

    Corridor(List<Slice> slices, int updates) {
        this.slices = List.copyOf(slices);
        this.ofSlice = new double[updates + 1][slices.size()];
        this.ofAll = new double[updates + 1];
        this.ofLoss = new double[updates + 1];
    }

    List<Slice> slices() {
        return slices;
    }

    /** Starts an update's limits where those before it ended: an engine may stay as far off as it was allowed to be. */
    void begin(int update) {
        ofSlice[update] = ofSlice[update - 1].clone();
        ofAll[update] = ofAll[update - 1];
        ofLoss[update] = ofLoss[update - 1];
    }

    /** Takes in a disturbed training. */
    void widen(int update, double[] disturbed, double[] oracle, double lossDifference) {
        ofAll[update] = Math.max(ofAll[update], Path.distance(disturbed, oracle));
        for (int s = 0; s < slices.size(); s++) {
            Slice slice = slices.get(s);
            double distance = Path.distance(disturbed, oracle, slice.offset(), slice.end());
            ofSlice[update][s] = Math.max(ofSlice[update][s], distance);
        }
        ofLoss[update] = Math.max(ofLoss[update], lossDifference);
    }

    double ofAll(int update) {
        return ofAll[update];
    }

    double ofSlice(int update, int slice) {
        return ofSlice[update][slice];
    }

    /** How far the loss may be off of the batch that this update learnt from. */
    double ofLoss(int update) {
        return ofLoss[update];
    }
}
