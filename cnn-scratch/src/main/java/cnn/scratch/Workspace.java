package cnn.scratch;

import cnn.backend.Holding;
import cnn.scratch.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Memory for what a layer computes and forgets within a task, one array for each thread, shared by all layers of a backend:
 * they never run at the same time, and so the next layer finds its memory in the cache.
 *
 * <p>The arrays are large, because G1 puts large arrays at the start of a region. Their elements then begin 16 bytes behind an
 * address divisible by 64, and {@link #START} is where a cache line begins: a vector of 16 floats that crosses none is loaded
 * and stored at twice the rate. Nothing but speed depends on it.
 */
final class Workspace {
    /** The first element on a cache line of its own, if the array is where G1 puts it. */
    static final int START = 12;

    /** 8 MiB: half a region of the largest that G1 chooses for heaps up to 32 GiB. */
    private static final int LEAST = 1 << 21;

    private final float[][] arrays;

    Workspace(int threads) {
        arrays = new float[threads][0];
    }

    /** Makes sure that each thread has {@code size} floats from {@link #START} on. */
    void reserve(int size) {
        int length = Math.max(LEAST, Math.addExact(START + Kernels.SLACK, size));
        for (int worker = 0; worker < arrays.length; worker++) {
            if (arrays[worker].length < length) {
                arrays[worker] = new float[length];
            }
        }
    }

    /** Every thread's array. */
    List<Holding> holdings() {
        return Arrays.stream(arrays)
                .map(array -> new Holding(Holding.Kind.WORKSPACE, array, 4L * array.length))
                .toList();
    }

    /** What {@link #reserve} has made for a thread; anything may be in it. */
    float[] of(int worker) {
        return arrays[worker];
    }
}
