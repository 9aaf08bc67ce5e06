package cnn.datasets.picture;

/**
 * Brings a picture to another size: each row along its columns first, then the rows together, by the weights of
 * {@link Taps}. Everything is added up in float in the order of the old pixels, so that every Java gives the same bits
 * (JEP 306; Java does not contract a product and a sum). One row of the old picture is held at a time.
 */
final class Resampling {
    private Resampling() {}

    /** @return red, green and blue {@code [3, rows.made(), columns.made()]}, from 0 to 255 but for rounding */
    static float[] resize(PixelRows source, Taps rows, Taps columns) {
        int h = rows.made();
        int w = columns.made();
        float[] result = new float[3 * h * w];
        float[] row = new float[3 * source.width()];
        float[] narrow = new float[3 * w];
        int open = 0;
        for (int y = rows.first(0); y <= rows.last(h - 1); y++) {
            source.row(y, row);
            alongColumns(row, columns, narrow);
            while (open < h && rows.last(open) < y) {
                open++;
            }
            for (int i = open; i < h && rows.first(i) <= y; i++) {
                float weight = rows.weight(i, y);
                for (int c = 0; c < 3; c++) {
                    int to = (c * h + i) * w;
                    for (int x = 0; x < w; x++) {
                        result[to + x] += weight * narrow[c * w + x];
                    }
                }
            }
        }
        return result;
    }

    /** @param narrow receives {@code [3, columns.made()]} */
    private static void alongColumns(float[] row, Taps columns, float[] narrow) {
        int w = columns.made();
        for (int x = 0; x < w; x++) {
            float[] weights = columns.weights(x);
            int from = 3 * columns.first(x);
            float red = 0;
            float green = 0;
            float blue = 0;
            for (float weight : weights) {
                red += weight * row[from];
                green += weight * row[from + 1];
                blue += weight * row[from + 2];
                from += 3;
            }
            narrow[x] = red;
            narrow[w + x] = green;
            narrow[2 * w + x] = blue;
        }
    }
}
