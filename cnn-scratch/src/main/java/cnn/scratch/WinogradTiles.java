package cnn.scratch;

/**
 * The 4×4 tiles that cover a convolution's output from its upper left corner on. At the lower and right edge a tile may
 * stick out. Behind a 2×2 pool a tile is 2×2 windows, and what the pool drops at an odd edge is in no tile.
 */
final class WinogradTiles {
    /** Pixels of a tile. */
    static final int PIXELS = 16;

    /** Rows or columns of results in a tile: 4 pixels, or 2 windows. */
    private final int side;

    private final int height;
    private final int width;
    private final int tilesPerRow;
    private final int count;

    /**
     * @param height rows of results: of pixels or, if {@code pooled}, of windows
     */
    WinogradTiles(int height, int width, boolean pooled) {
        this.side = pooled ? 2 : 4;
        this.height = height;
        this.width = width;
        this.tilesPerRow = (width + side - 1) / side;
        this.count = (height + side - 1) / side * tilesPerRow;
    }

    /** Number of tiles. */
    int count() {
        return count;
    }

    /** Rows of results in a tile that lie inside the image, 1 to 4 (or 2 behind a pool). */
    int rows(int tile) {
        return Math.min(side, height - tile / tilesPerRow * side);
    }

    int columns(int tile) {
        return Math.min(side, width - tile % tilesPerRow * side);
    }

    /** Rows of pixels that the tiles cover, at least the image's. */
    int coveredRows() {
        return count / tilesPerRow * 4;
    }

    int coveredColumns() {
        return tilesPerRow * 4;
    }

    /** Where in a layout of results each tile begins. */
    int[] places(Layout layout) {
        return places(layout, side, 0, 0);
    }

    /** Where in the input's layout each tile's 6×6 patch begins, {@code up} rows above and {@code left} of the tile. */
    int[] patches(Layout layout, int up, int left) {
        return places(layout, 4, up, left);
    }

    private int[] places(Layout layout, int step, int up, int left) {
        int[] places = new int[count];
        for (int tile = 0; tile < count; tile++) {
            places[tile] = layout.offset(tile / tilesPerRow * step - up, tile % tilesPerRow * step - left);
        }
        return places;
    }
}
