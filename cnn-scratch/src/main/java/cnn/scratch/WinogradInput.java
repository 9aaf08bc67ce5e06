package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;
import cnn.tensor.Shape;
import java.util.Arrays;

/** From x to transformed tiles, and from their gradient back to dx; both have the same layout, with a halo. */
final class WinogradInput {
    private final Kernels kernels;
    private final WinogradMemory memory;
    private final Layout image;
    private final int[] patches;

    /** @param image layout of x and of dx */
    WinogradInput(Kernels kernels, WinogradMemory memory, Layout image, int[] patches) {
        this.kernels = kernels;
        this.memory = memory;
        this.image = image;
        this.patches = patches;
    }

    /** The layout in which x is read: with a halo as wide as the tiles' patches reach. */
    static Layout layout(Geometry2d g, Shape image) {
        WinogradTiles tiles = WinogradOutput.tiles(g, false);
        return Layout.blocked(image, Kernels.BLOCK)
                .withHalo(
                        g.top(),
                        Math.max(0, tiles.coveredRows() + 2 - g.top() - g.height()),
                        g.left(),
                        Math.max(0, tiles.coveredColumns() + 2 - g.left() - g.width()));
    }

    int blocks() {
        return image.blocks();
    }

    /** Fills V for {@code count} tiles from number {@code at} on, counted over the samples. */
    void transform(int worker, float[] x, int at, int count) {
        float[] v = memory.v(worker);
        float[] scratch = memory.scratch(worker);
        for (int b = 0; b < image.blocks(); b++) {
            for (int t = 0; t < count; t++) {
                kernels.winogradInput(x, place(at + t, b), image.rowStride(), v, memory.offset(b, t), scratch);
            }
        }
    }

    private int place(int tile, int block) {
        return tile / patches.length * image.sampleSize() + block * image.blockStride() + patches[tile % patches.length];
    }

    /** Adds what dV says to dx. A sample's dx is cleared when its first tile comes. */
    void adjoint(int worker, float[] dx, int at, int count) {
        for (int t = 0; t < count; t++) {
            if ((at + t) % patches.length == 0) {
                int sample = (at + t) / patches.length * image.sampleSize();
                Arrays.fill(dx, sample, sample + image.sampleSize(), 0f);
            }
        }
        float[] dv = memory.v(worker);
        float[] scratch = memory.scratch(worker);
        for (int b = 0; b < image.blocks(); b++) {
            for (int t = 0; t < count; t++) {
                kernels.winogradInputAdjoint(
                        dv, memory.offset(b, t), dx, place(at + t, b), image.rowStride(), scratch);
            }
        }
    }
}
