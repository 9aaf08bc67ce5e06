package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.function.IntBinaryOperator;

/**
 * The pixels of an image in the order in which tiles of 8 go through them. The last tile is filled up by repeating its
 * last pixel (or window): computing one twice is cheaper than a second, shorter kernel.
 *
 * @param rows and {@code columns} of each pixel, 8 a tile
 */
record PixelTiles(int[] rows, int[] columns) {

    /** Makes tiles of the pixels of an image. */
    interface Order {
        PixelTiles tiles(int height, int width);
    }

    /** All pixels, row by row. */
    static PixelTiles rowByRow(int height, int width) {
        int[] rows = new int[roundUp(height * width, Kernels.ROWS)];
        int[] columns = new int[rows.length];
        for (int k = 0; k < rows.length; k++) {
            int pixel = Math.min(k, height * width - 1);
            rows[k] = pixel / width;
            columns[k] = pixel % width;
        }
        return new PixelTiles(rows, columns);
    }

    /**
     * All pixels, each tile within a row where rows are long enough; a row's last tile may go over some of the one
     * before.
     */
    static PixelTiles alongRows(int height, int width) {
        if (width < Kernels.ROWS) {
            return rowByRow(height, width);
        }
        int tilesARow = roundUp(width, Kernels.ROWS) / Kernels.ROWS;
        int[] rows = new int[height * tilesARow * Kernels.ROWS];
        int[] columns = new int[rows.length];
        for (int k = 0; k < rows.length; k++) {
            int tile = k / Kernels.ROWS % tilesARow;
            rows[k] = k / Kernels.ROWS / tilesARow;
            columns[k] = Math.min(tile * Kernels.ROWS, width - Kernels.ROWS) + k % Kernels.ROWS;
        }
        return new PixelTiles(rows, columns);
    }

    /** The pixels under 2×2 windows, window by window, each in row order; {@code height} × {@code width} windows. */
    static PixelTiles byWindow(int height, int width) {
        int[] rows = new int[roundUp(4 * height * width, Kernels.ROWS)];
        int[] columns = new int[rows.length];
        for (int k = 0; k < rows.length; k++) {
            int window = Math.min(k / 4, height * width - 1);
            rows[k] = 2 * (window / width) + k % 4 / 2;
            columns[k] = 2 * (window % width) + k % 2;
        }
        return new PixelTiles(rows, columns);
    }

    /** The windows of {@link #byWindow} pixels, two a tile of 8 pixels. */
    PixelTiles windows() {
        int[] windowRows = new int[rows.length / 4];
        int[] windowColumns = new int[windowRows.length];
        for (int k = 0; k < windowRows.length; k++) {
            windowRows[k] = rows[4 * k] / 2;
            windowColumns[k] = columns[4 * k] / 2;
        }
        return new PixelTiles(windowRows, windowColumns);
    }

    private static int roundUp(int count, int multiple) {
        return (count + multiple - 1) / multiple * multiple;
    }

    /** An address for each pixel. */
    int[] places(IntBinaryOperator address) {
        int[] places = new int[rows.length];
        for (int k = 0; k < places.length; k++) {
            places[k] = address.applyAsInt(rows[k], columns[k]);
        }
        return places;
    }
}
