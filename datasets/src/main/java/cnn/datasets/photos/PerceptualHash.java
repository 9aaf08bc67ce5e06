package cnn.datasets.photos;

import cnn.config.Fit;
import cnn.datasets.picture.PictureSize;
import java.util.Arrays;

/**
 * A hash that is nearly the same for pictures that look nearly the same: pHash (C. Zauner, Implementation and Benchmarking
 * of Perceptual Image Hash Functions, 2010, section 3.2; N. Krawetz, "Looks Like It", The Hacker Factor Blog, 2011). The
 * picture is shrunk to 32×32 grey values g; of their cosine transform
 *
 * <pre>  F(u, v) = Σ_y Σ_x g(y, x)·cos((2y + 1)·u·π/64)·cos((2x + 1)·v·π/64)</pre>
 *
 * the 64 lowest frequencies (u, v from 0 to 7) count: each bit says whether F(u, v) is above their median. Brightness,
 * contrast, size and compression change few of them.
 */
final class PerceptualHash {
    /**
     * Hashes of one photo saved twice differ in so many of 64 bits at most; two unrelated ones in 32 on average. Of the
     * eight million pairs of the 4,000 photos of docs/datasets.md, two are at distance 0 and are what people call the
     * same; none at 2 to 8; those from 10 on are different photos.
     */
    static final int THRESHOLD = 6;

    private static final int SIDE = 32;
    private static final int LOW = 8;

    /** {@code [LOW, SIDE]}; {@link StrictMath}, so that the bits do not depend on the machine. */
    private static final double[] COSINES = cosines();

    /** What a picture is decoded to for {@link #of}. */
    static final PictureSize SIZE = new PictureSize(1, SIDE, SIDE, Fit.STRETCH);

    private PerceptualHash() {}

    /** @param grey of {@link #SIZE} */
    static long of(byte[] grey) {
        double[] rows = new double[SIDE * LOW];
        for (int y = 0; y < SIDE; y++) {
            for (int v = 0; v < LOW; v++) {
                for (int x = 0; x < SIDE; x++) {
                    rows[y * LOW + v] += (grey[y * SIDE + x] & 0xFF) * cosine(x, v);
                }
            }
        }
        double[] low = new double[LOW * LOW];
        for (int u = 0; u < LOW; u++) {
            for (int v = 0; v < LOW; v++) {
                for (int y = 0; y < SIDE; y++) {
                    low[u * LOW + v] += rows[y * LOW + v] * cosine(y, u);
                }
            }
        }
        double[] sorted = low.clone();
        Arrays.sort(sorted);
        double median = (sorted[low.length / 2 - 1] + sorted[low.length / 2]) / 2;
        long hash = 0;
        for (double value : low) {
            hash = hash << 1 | (value > median ? 1 : 0);
        }
        return hash;
    }

    private static double cosine(int position, int frequency) {
        return COSINES[frequency * SIDE + position];
    }

    private static double[] cosines() {
        double[] table = new double[LOW * SIDE];
        for (int i = 0; i < table.length; i++) {
            table[i] = StrictMath.cos((2 * (i % SIDE) + 1) * (i / SIDE) * Math.PI / (2 * SIDE));
        }
        return table;
    }

    /** Hamming's: in how many bits they differ. */
    static int distance(long a, long b) {
        return Long.bitCount(a ^ b);
    }
}
