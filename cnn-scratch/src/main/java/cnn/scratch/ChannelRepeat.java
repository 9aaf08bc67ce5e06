package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/**
 * Between a block of images and blocks in which each channel stands {@code multiplier} times in a row: the blocks of
 * the outputs of a depthwise convolution. Block b of the images has to do with blocks b·multiplier to (b+1)·multiplier
 * - 1.
 */
final class ChannelRepeat {
    private final int outputs;
    /** Which lane of its block of images each output repeats. */
    private final int[] lanes;

    ChannelRepeat(int multiplier, int outputs) {
        this.outputs = outputs;
        this.lanes = new int[outputs + Kernels.BLOCK];
        for (int o = 0; o < lanes.length; o++) {
            lanes[o] = o / multiplier % Kernels.BLOCK;
        }
    }

    /** Writes the repeated block; {@code length} floats make a block. */
    void spread(float[] x, int xo, int length, int out, float[] repeated) {
        int first = out * Kernels.BLOCK;
        for (int p = 0; p < length; p += Kernels.BLOCK) {
            for (int l = 0; l < Kernels.BLOCK; l++) {
                repeated[p + l] = x[xo + p + lanes[first + l]];
            }
        }
    }

    /** The adjoint of {@link #spread}: adds each lane to the one that it repeats. */
    void gather(float[] repeated, int length, int out, float[] dx, int dxo) {
        int first = out * Kernels.BLOCK;
        int used = Math.min(Kernels.BLOCK, outputs - first);
        for (int p = 0; p < length; p += Kernels.BLOCK) {
            for (int l = 0; l < used; l++) {
                dx[dxo + p + lanes[first + l]] += repeated[p + l];
            }
        }
    }
}
