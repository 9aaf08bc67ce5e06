package cnn.datasets.picture;

/** A decoded picture, row by row, whatever its colours were. */
interface PixelRows {
    int width();

    int height();

    /**
     * Writes row {@code y}.
     *
     * @param rgb receives red, green and blue of each pixel, from 0 to 255, one pixel after the other
     */
    void row(int y, float[] rgb);
}
