package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.tensor.Shape;
import java.util.Arrays;

/**
 * How one sample lies in memory: {@code [⌈C/block⌉, rows, columns, block]}, the image inside a halo of zeros of which
 * {@code top} rows lie above and {@code left} columns to its left. Row-major images are the case of block 1 without
 * halo; vectors are images of one pixel with block 1. Lanes beyond C in the last block may hold anything and are never
 * used.
 *
 * @param channels C
 * @param height H of the image itself
 * @param width W
 * @param rows H with the halo
 * @param columns W with the halo
 */
record Layout(int channels, int height, int width, int block, int top, int left, int rows, int columns) {

    /** Row-major, for a sample of any shape. */
    static Layout rowMajor(Shape sample) {
        return sample.rank() == 3
                ? new Layout(sample.dim(0), sample.dim(1), sample.dim(2), 1, 0, 0, sample.dim(1), sample.dim(2))
                : new Layout(sample.size(), 1, 1, 1, 0, 0, 1, 1);
    }

    /** What layers pass to each other: images in blocks of 16 channels, everything else row-major. */
    static Layout between(Shape sample) {
        return sample.rank() == 3 ? blocked(sample, Kernels.BLOCK) : rowMajor(sample);
    }

    /** An image {@code [C, H, W]} in blocks of channels, without a halo. */
    static Layout blocked(Shape image, int block) {
        return new Layout(
                image.dim(0), image.dim(1), image.dim(2), block, 0, 0, image.dim(1), image.dim(2));
    }

    /** The extents in memory, for example {@code [N, 2, 34, 34, 16]}; without those of blocks where there are none. */
    @Override
    public String toString() {
        if (block > 1) {
            return blocks() > 1
                    ? "[N, %d, %d, %d, %d]".formatted(blocks(), rows, columns, block)
                    : "[N, %d, %d, %d]".formatted(rows, columns, block);
        }
        return rows * columns > 1
                ? "[N, %d, %d, %d]".formatted(channels, rows, columns)
                : "[N, %d]".formatted(channels);
    }

    Layout withHalo(int above, int below, int leftOf, int rightOf) {
        return new Layout(
                channels, height, width, block, above, leftOf, height + above + below, width + leftOf + rightOf);
    }

    /**
     * The same image with a halo as wide as both have.
     *
     * @throws IllegalArgumentException if the images or blocks differ
     */
    Layout union(Layout other) {
        if (channels != other.channels || height != other.height || width != other.width || block != other.block) {
            throw new IllegalArgumentException(this + " and " + other + " are not the same image");
        }
        int below = Math.max(rows - top - height, other.rows - other.top - height);
        int rightOf = Math.max(columns - left - width, other.columns - other.left - width);
        return new Layout(channels, height, width, block, 0, 0, height, width)
                .withHalo(Math.max(top, other.top), below, Math.max(left, other.left), rightOf);
    }

    int blocks() {
        return (channels + block - 1) / block;
    }

    int rowStride() {
        return columns * block;
    }

    int blockStride() {
        return rows * rowStride();
    }

    /** Where sample number {@code n} begins. Blocks begin on cache lines, see {@link Workspace}. */
    int sample(int n) {
        return (block == Kernels.BLOCK ? Workspace.START : 0) + n * sampleSize();
    }

    /** Floats of one sample, halo and unused lanes included. */
    int sampleSize() {
        return blocks() * blockStride();
    }

    /** Offset of a channel's lane within a pixel. */
    int channelOffset(int channel) {
        return channel / block * blockStride() + channel % block;
    }

    /** Offset of pixel (h, w) of block 0 within a sample. */
    int offset(int h, int w) {
        return (top + h) * rowStride() + (left + w) * block;
    }

    /** Offset of the first pixel of a row of a block within a sample. */
    int rowOffset(int blockIndex, int h) {
        return blockIndex * blockStride() + offset(h, 0);
    }

    /** Floats in a row of the image, unused lanes included. */
    int rowLength() {
        return width * block;
    }

    /** Whether a sample is exactly its values in row-major order. */
    boolean isRowMajor() {
        return block == 1 && rows == height && columns == width;
    }

    /** Length of an array for {@code n} samples. */
    int length(int n) {
        return Math.addExact(Math.multiplyExact(n, sampleSize()), Workspace.START + Kernels.SLACK);
    }

    boolean hasHalo() {
        return rows > height || columns > width;
    }

    /** Fills the halo of sample number {@code n} with zeros. */
    void clearHalo(float[] values, int n) {
        for (int b = 0; b < blocks(); b++) {
            int begin = sample(n) + b * blockStride();
            Arrays.fill(values, begin, begin + offset(0, 0), 0f);
            for (int h = 0; h < height; h++) {
                int end = begin + offset(h, width);
                // The gap up to the next row's image, or to the end.
                int next = h + 1 < height ? begin + offset(h + 1, 0) : begin + blockStride();
                Arrays.fill(values, end, next, 0f);
            }
        }
    }

    /** An array for {@code n} samples, filled with zeros. */
    float[] allocate(int n) {
        return new float[length(n)];
    }

    /**
     * Copies some channels of sample number {@code n} to others of an image of the same height and width, both in blocks of
     * {@link Kernels#BLOCK}; everything else there stays as it is.
     */
    void copyChannels(float[] from, int n, int first, int count, float[] to, Layout target, int targetFirst) {
        for (int c = 0, run; c < count; c += run) {
            int leftHere = block - (first + c) % block;
            int leftThere = target.block - (targetFirst + c) % target.block;
            run = Math.min(count - c, Math.min(leftHere, leftThere));
            int lane = sample(n) + channelOffset(first + c);
            int targetLane = target.sample(n) + target.channelOffset(targetFirst + c);
            for (int h = 0; h < height; h++) {
                copyRow(from, lane + offset(h, 0), to, targetLane + target.offset(h, 0), run);
            }
        }
    }

    private void copyRow(float[] from, int f, float[] to, int t, int run) {
        if (run == block) {
            System.arraycopy(from, f, to, t, rowLength());
            return;
        }
        for (int w = 0; w < rowLength(); w += block) {
            for (int l = 0; l < run; l++) {
                to[t + w + l] = from[f + w + l];
            }
        }
    }

    /** Copies sample number {@code n} from this layout to another of the same extents; halos stay as they are. */
    void copy(float[] from, int n, float[] to, Layout target) {
        int source = sample(n);
        int sink = target.sample(n);
        if (equals(target)) {
            System.arraycopy(from, source, to, sink, sampleSize());
            return;
        }
        for (int c = 0; c < channels; c++) {
            int lane = source + channelOffset(c);
            int targetLane = sink + target.channelOffset(c);
            for (int h = 0; h < height; h++) {
                int f = lane + offset(h, 0);
                int t = targetLane + target.offset(h, 0);
                for (int w = 0; w < width; w++) {
                    to[t + w * target.block] = from[f + w * block];
                }
            }
        }
    }
}
