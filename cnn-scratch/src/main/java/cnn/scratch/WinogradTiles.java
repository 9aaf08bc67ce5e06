package cnn.scratch;

/**
 * The 4×4 tiles that cover an image from its upper left corner on. At the lower and right edge a tile may stick out; its
 * pixels outside are replaced by one inside, so that storing a tile needs no cases.
 *
 * <p>Pixels of a tile are numbered window by window (2×2, each in row order), as
 * {@link cnn.scratch.kernel.Kernels#winogradOutput} gives them.
 */
final class WinogradTiles {
    /** Pixels of a tile. */
    static final int PIXELS = 16;

    private final int rows;
    private final int columns;
    /** Number of the pixel that stands in for each pixel of each tile: itself, if it is inside. */
    private final int[] sources;

    private final boolean[] ragged;
    private final PixelTiles pixels;

    /**
     * @param height rows to cover
     * @param wholeWindows whether pixels are replaced window by window, for a 2×2 pool
     */
    WinogradTiles(int height, int width, boolean wholeWindows) {
        rows = (height + 3) / 4;
        columns = (width + 3) / 4;
        sources = new int[count() * PIXELS];
        ragged = new boolean[count()];
        int[] pixelRows = new int[sources.length];
        int[] pixelColumns = new int[sources.length];
        for (int at = 0; at < sources.length; at++) {
            int tile = at / PIXELS;
            int k = at % PIXELS;
            boolean inside = row(tile, k) < height && column(tile, k) < width;
            sources[at] = inside ? k : wholeWindows ? k % 4 : 0;
            ragged[tile] |= !inside;
            pixelRows[at] = row(tile, sources[at]);
            pixelColumns[at] = column(tile, sources[at]);
        }
        pixels = new PixelTiles(pixelRows, pixelColumns);
    }

    private int row(int tile, int k) {
        return tile / columns * 4 + k / 8 * 2 + k % 4 / 2;
    }

    private int column(int tile, int k) {
        return tile % columns * 4 + k / 4 % 2 * 2 + k % 2;
    }

    /** Number of tiles. */
    int count() {
        return rows * columns;
    }

    /** Rows that the tiles cover, at least the image's. */
    int coveredRows() {
        return 4 * rows;
    }

    int coveredColumns() {
        return 4 * columns;
    }

    /** All tiles' pixels, two tiles of 8 for each. */
    PixelTiles pixels() {
        return pixels;
    }

    /** Where in a layout each tile's patch begins, {@code up} rows above and {@code left} columns left of the tile. */
    int[] patches(Layout layout, int up, int left) {
        int[] patches = new int[count()];
        for (int tile = 0; tile < patches.length; tile++) {
            patches[tile] = layout.offset(tile / columns * 4 - up, tile % columns * 4 - left);
        }
        return patches;
    }

    /** Puts the stand-ins where a tile's pixels stick out, in an array of 16 blocks. */
    void fill(int tile, float[] z, int block) {
        if (!ragged[tile]) {
            return;
        }
        for (int k = 0; k < PIXELS; k++) {
            int source = sources[tile * PIXELS + k];
            if (source != k) {
                System.arraycopy(z, source * block, z, k * block, block);
            }
        }
    }
}
