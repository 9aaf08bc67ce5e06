package cnn.datasets.picture;

/**
 * Brings one plane of a picture to another size, first along its rows and then along its columns. Where it shrinks,
 * each new pixel is the mean over the area that it covers, so that no detail is skipped and none flickers (an area
 * filter); where it grows, pixels are interpolated linearly between the centres of the old ones.
 */
final class Resampling {
    private final int[] first;
    private final double[][] weights;

    private Resampling(int[] first, double[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    /** @return {@code [toH, toW]} */
    static double[] resize(double[] plane, int h, int w, int toH, int toW) {
        Resampling columns = Resampling.of(w, toW);
        Resampling rows = Resampling.of(h, toH);
        double[] narrow = new double[h * toW];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < toW; x++) {
                narrow[y * toW + x] = columns.sum(plane, y * w, 1, x);
            }
        }
        double[] result = new double[toH * toW];
        for (int y = 0; y < toH; y++) {
            for (int x = 0; x < toW; x++) {
                result[y * toW + x] = rows.sum(narrow, x, toW, y);
            }
        }
        return result;
    }

    private double sum(double[] values, int from, int step, int index) {
        double sum = 0;
        double[] own = weights[index];
        for (int i = 0; i < own.length; i++) {
            sum += own[i] * values[from + (first[index] + i) * step];
        }
        return sum;
    }

    /** The weights of {@code from} old pixels in each of {@code to} new ones; those of one new pixel sum to 1. */
    private static Resampling of(int from, int to) {
        int[] first = new int[to];
        double[][] weights = new double[to][];
        double scale = (double) from / to;
        for (int i = 0; i < to; i++) {
            if (scale >= 1) {
                double begin = i * scale;
                double end = (i + 1) * scale;
                first[i] = (int) begin;
                int last = Math.min(from - 1, (int) Math.ceil(end) - 1);
                weights[i] = new double[last - first[i] + 1];
                for (int k = first[i]; k <= last; k++) {
                    weights[i][k - first[i]] = (Math.min(end, k + 1) - Math.max(begin, k)) / scale;
                }
            } else {
                double centre = Math.min(from - 1, Math.max(0, (i + 0.5) * scale - 0.5));
                first[i] = Math.min((int) centre, Math.max(0, from - 2));
                double right = centre - first[i];
                weights[i] = from == 1 ? new double[] {1} : new double[] {1 - right, right};
            }
        }
        return new Resampling(first, weights);
    }
}
