package cnn.nd4j.op;

import cnn.tensor.Shape;

/**
 * How images lie in memory. All images of a backend lie alike, so that nothing is converted between its layers; tensors
 * that are no images ({@code [N, F]}) are row-major in either.
 */
public enum Layout {
    /** {@code [N, C, H, W]}. */
    CHANNELS_FIRST,
    /** {@code [N, H, W, C]}: what oneDNN's kernels reorder from and to with the least effort. */
    CHANNELS_LAST;

    /** The extents in memory order of a batch of {@code n} samples of {@code sample} shape. */
    public long[] extents(long n, Shape sample) {
        if (sample.rank() == 3 && this == CHANNELS_LAST) {
            return new long[] {n, sample.dim(1), sample.dim(2), sample.dim(0)};
        }
        long[] extents = new long[sample.rank() + 1];
        extents[0] = n;
        for (int i = 0; i < sample.rank(); i++) {
            extents[i + 1] = sample.dim(i);
        }
        return extents;
    }

    /** Whether a sample of that shape lies in memory as its shape says. */
    public boolean isRowMajor(Shape sample) {
        return this == CHANNELS_FIRST
                || sample.rank() != 3
                || sample.dim(0) == 1
                || sample.dim(1) * sample.dim(2) == 1;
    }

    /** As libnd4j's window operations are told: 0 for channels first, 1 for last. */
    public long flag() {
        return this == CHANNELS_LAST ? 1 : 0;
    }
}
