package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import cnn.spec.Geometry2d;
import cnn.tensor.Shape;
import java.util.Arrays;

/** From x to transformed tiles, and from their gradient back to dx; both have a halo as wide as the tiles' patches reach. */
final class WinogradInput {
    private final Kernels kernels;
    private final WinogradMemory memory;
    private final Images x;
    private final Images dx;

    /**
     * Images of a layout.
     *
     * @param patches where each tile's 6×6 patch begins in a sample
     */
    private record Images(Layout layout, int[] patches) {
        static Images of(Layout layout, WinogradTiles tiles, Geometry2d g) {
            return new Images(layout, tiles.patches(layout, g.top(), g.left()));
        }

        int place(int tile, int block) {
            return layout.sample(tile / patches.length)
                    + block * layout.blockStride()
                    + patches[tile % patches.length];
        }
    }

    WinogradInput(ConvBuild conv, WinogradMemory memory, WinogradTiles tiles) {
        this.kernels = conv.layer().machine().kernels();
        this.memory = memory;
        this.x = Images.of(conv.layer().x(), tiles, conv.geometry());
        this.dx = Images.of(conv.layer().dxLayout(), tiles, conv.geometry());
    }

    /** The layout in which x is read and dx written; x may have a wider halo. */
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
        return x.layout.blocks();
    }

    /** Fills V for {@code count} tiles from number {@code at} on, counted over the samples. */
    void transform(int worker, float[] values, int at, int count) {
        float[] v = memory.values(worker);
        float[] scratch = memory.scratch(worker);
        int row = x.layout.rowStride();
        for (int b = 0; b < blocks(); b++) {
            for (int t = 0; t < count; t++) {
                kernels.winogradInput(values, x.place(at + t, b), row, v, memory.v(b, t), scratch);
            }
        }
    }

    /** Adds what dV says to dx. A sample's dx is cleared when its first tile comes. */
    void adjoint(int worker, float[] values, int at, int count) {
        for (int t = 0; t < count; t++) {
            if ((at + t) % dx.patches.length == 0) {
                int sample = dx.layout.sample((at + t) / dx.patches.length);
                Arrays.fill(values, sample, sample + dx.layout.sampleSize(), 0f);
            }
        }
        float[] dv = memory.values(worker);
        float[] scratch = memory.scratch(worker);
        int row = dx.layout.rowStride();
        for (int b = 0; b < blocks(); b++) {
            for (int t = 0; t < count; t++) {
                kernels.winogradInputAdjoint(dv, memory.v(b, t), values, dx.place(at + t, b), row, scratch);
            }
        }
    }
}
