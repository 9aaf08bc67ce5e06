package cnn.datasets.picture;

import java.util.Locale;

/**
 * What is not even begun, so that a few bytes of a header cannot fill the memory.
 *
 * @param side the longest side, in pixels
 * @param pixels the most pixels
 * @param decoded beyond so many pixels only every second, third … row and column is kept when decoding
 */
record Limits(int side, long pixels, long decoded) {
    /** Of a file, in bytes. */
    static final int FILE = 64 << 20;

    static final Limits DEFAULT = new Limits(30_000, 100_000_000, 8_000_000);

    void check(long width, long height) throws BrokenPictureException {
        if (width < 1 || height < 1) {
            throw Reasons.damaged("it says that it is %d × %d pixels".formatted(width, height));
        }
        if (width > side || height > side || width * height > pixels) {
            throw Reasons.tooLarge(String.format(
                    Locale.ROOT,
                    "%d × %d pixels; at most %,d a side and %,d in all are read",
                    width,
                    height,
                    side,
                    pixels));
        }
    }

    /** The same for a reader that decodes all pixels, however few are kept. */
    void checkWhole(long width, long height) throws BrokenPictureException {
        check(width, height);
        if (width * height > decoded) {
            throw Reasons.tooLarge(String.format(
                    Locale.ROOT, "%d × %d pixels; of this format at most %,d are read", width, height, decoded));
        }
    }

    /** Each how many-th row and column is decoded: 1 for all but huge pictures. */
    int step(int width, int height) {
        int step = 1;
        while ((long) ((width + step - 1) / step) * ((height + step - 1) / step) > decoded) {
            step++;
        }
        return step;
    }
}
