package cnn.datasets.picture;

/**
 * One axis of a resampling: which old pixels each new one is made of, and by what weights, which sum to 1. Let s be old
 * pixels a new one. Where s ≥ 1, new pixel i covers [b + i·s, b + (i + 1)·s) and is the mean over it: an old pixel's
 * weight is the length that both share, over s. So no detail is skipped and none flickers. Where s &lt; 1, it is
 * interpolated linearly between the centres of the two old pixels around b + (i + ½)·s - ½; beyond the edge the edge's
 * pixel goes on. Weights are computed in double and rounded to float once.
 */
final class Taps {
    /** What rounding may add to a window's end, and more. */
    private static final double ROUNDING = 1e-6;

    private final int[] first;
    private final float[][] weights;

    private Taps(int[] first, float[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /**
     * @param old how many pixels there are
     * @param begin b: where the window begins, in old pixels
     * @param length how long it is; its end may lie behind the last old pixel by less than one
     * @param made how many new pixels it becomes
     */
    static Taps of(int old, double begin, double length, int made) {
        int[] first = new int[made];
        float[][] weights = new float[made][];
        double scale = length / made;
        for (int i = 0; i < made; i++) {
            if (scale >= 1) {
                double from = begin + i * scale;
                double to = begin + (i + 1) * scale;
                // Of every third pixel the last may be missing: then the mean is over what there is.
                double covered = to > old + ROUNDING ? old - from : scale;
                first[i] = Math.min(old - 1, (int) from);
                int last = Math.max(first[i], Math.min(old - 1, (int) Math.ceil(to) - 1));
                weights[i] = new float[last - first[i] + 1];
                for (int k = first[i]; k <= last; k++) {
                    weights[i][k - first[i]] = (float) ((Math.min(to, k + 1) - Math.max(from, k)) / covered);
                }
            } else {
                double centre = Math.min(old - 1, Math.max(0, begin + (i + 0.5) * scale - 0.5));
                first[i] = Math.min((int) centre, Math.max(0, old - 2));
                float right = (float) (centre - first[i]);
                weights[i] = old == 1 ? new float[] {1} : new float[] {1 - right, right};
            }
        }
        return new Taps(first, weights);
    }

    int made() {
        return first.length;
    }

    /** The first old pixel that new pixel {@code i} is made of; never smaller for a larger i. */
    int first(int i) {
        return first[i];
    }

    /** The last old pixel that new pixel {@code i} is made of. */
    int last(int i) {
        return first[i] + weights[i].length - 1;
    }

    /** How much old pixel {@code k} has in new pixel {@code i}. */
    float weight(int i, int k) {
        return weights[i][k - first[i]];
    }

    float[] weights(int i) {
        return weights[i];
    }
}
