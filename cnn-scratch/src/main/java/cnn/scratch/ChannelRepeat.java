package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/**
 * Between a block of images and blocks in which each channel stands {@code multiplier} times in a row: the blocks of the
 * outputs of a depthwise convolution. Block b of the images has to do with blocks b·multiplier to (b+1)·multiplier - 1.
 */
final class ChannelRepeat {
    private final int multiplier;
    private final int outputs;

    ChannelRepeat(int multiplier, int outputs) {
        this.multiplier = multiplier;
        this.outputs = outputs;
    }

    /** Which lane of its block of images a lane of block {@code out} repeats. */
    private int lane(int out, int l) {
        return (out * Kernels.BLOCK + l) / multiplier % Kernels.BLOCK;
    }

    private int lanes(int out) {
        return Math.min(Kernels.BLOCK, outputs - out * Kernels.BLOCK);
    }

    /** Writes the repeated block; {@code length} floats make a block, lanes without a channel keep old values. */
    void spread(float[] x, int xo, int length, int out, float[] repeated) {
        for (int l = 0; l < lanes(out); l++) {
            int from = xo + lane(out, l);
            for (int p = 0; p < length; p += Kernels.BLOCK) {
                repeated[p + l] = x[from + p];
            }
        }
    }

    /** The adjoint of {@link #spread}: adds each lane to the one that it repeats. */
    void gather(float[] repeated, int length, int out, float[] dx, int dxo) {
        for (int l = 0; l < lanes(out); l++) {
            int to = dxo + lane(out, l);
            for (int p = 0; p < length; p += Kernels.BLOCK) {
                dx[to + p] += repeated[p + l];
            }
        }
    }
}
