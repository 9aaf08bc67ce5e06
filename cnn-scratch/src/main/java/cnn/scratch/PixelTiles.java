package cnn.scratch;

import cnn.scratch.kernel.Kernels;
import java.util.function.IntBinaryOperator;

/**
 * The pixels of an image in the order in which tiles of 8 go through them. The last tile is filled up by repeating its last
 * pixel (or window): computing one twice is cheaper than a second, shorter kernel.
 *
 * @param rows and {@code columns} of each pixel, 8 a tile
 */
record PixelTiles(int[] rows, int[] columns) {

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

    /** The pixels under 2×2 windows, window by window, each in row order; {@code height} × {@code width} windows. */
    static PixelTiles byWindow(int height, int width) {
        PixelTiles windows = windows(height, width);
        int[] rows = new int[windows.rows.length * 4];
        int[] columns = new int[rows.length];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = 2 * windows.rows[k / 4] + k % 4 / 2;
            columns[k] = 2 * windows.columns[k / 4] + k % 2;
        }
        return new PixelTiles(rows, columns);
    }

    /** The windows themselves, two a tile of 8 pixels. */
    static PixelTiles windows(int height, int width) {
        int[] rows = new int[roundUp(height * width, 2)];
        int[] columns = new int[rows.length];
        for (int k = 0; k < rows.length; k++) {
            int window = Math.min(k, height * width - 1);
            rows[k] = window / width;
            columns[k] = window % width;
        }
        return new PixelTiles(rows, columns);
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
