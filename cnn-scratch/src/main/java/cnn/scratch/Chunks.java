package cnn.scratch;

/**
 * A batch cut into chunks of samples by the batch's size alone, never by the number of threads. Each chunk has sums of its
 * own, which are added up in the order of the chunks: so a gradient has the same bits for any number of threads.
 *
 * @param count number of chunks
 * @param samples N
 */
record Chunks(int count, int samples) {
    /** More would only cost memory and additions. */
    static final int MOST = 8;

    /** Floats of all chunks' sums together, unless two chunks alone need more. */
    static final int SUMS_BUDGET = 1 << 21;

    /** How many chunks have sums of their own, for sums of {@code size} floats; depends on shapes alone. */
    static int most(int maxBatch, int size) {
        return Math.min(maxBatch, Math.max(2, Math.min(MOST, SUMS_BUDGET / Math.max(1, size))));
    }

    int first(int chunk) {
        return (int) ((long) samples * chunk / count);
    }

    int end(int chunk) {
        return first(chunk + 1);
    }
}
