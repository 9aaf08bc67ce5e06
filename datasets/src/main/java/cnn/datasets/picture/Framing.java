package cnn.datasets.picture;

import cnn.config.Fit;

/**
 * Which part of a stored picture becomes which part of the result, before it is turned upright.
 *
 * @param left where the part begins, in stored pixels; it need not be a whole number, so that a cut is in the middle
 * @param top where the part begins
 * @param width of the part, in stored pixels
 * @param height of the part
 * @param rows how many rows of new pixels it becomes
 * @param columns how many columns of new pixels it becomes
 */
record Framing(double left, double top, double width, double height, int rows, int columns) {

    /**
     * @param h the stored picture's height
     * @param w the stored picture's width
     * @param toH the result's height, turned as the stored picture is
     * @param toW the result's width, turned as the stored picture is
     */
    static Framing of(Fit fit, int h, int w, int toH, int toW) {
        // Whether the picture is flatter than the result. Whole numbers: equal ratios are found equal.
        boolean flatter = (long) w * toH > (long) h * toW;
        return switch (fit) {
            case STRETCH -> new Framing(0, 0, w, h, toH, toW);
            case CROP -> {
                double width = flatter ? (double) h * toW / toH : w;
                double height = flatter ? h : (double) w * toH / toW;
                yield new Framing((w - width) / 2, (h - height) / 2, width, height, toH, toW);
            }
            case PAD -> {
                int rows = flatter ? rounded((long) h * toW, w) : toH;
                int columns = flatter ? toW : rounded((long) w * toH, h);
                yield new Framing(0, 0, w, h, rows, columns);
            }
        };
    }

    private static int rounded(long dividend, long divisor) {
        return (int) Math.max(1, (2 * dividend + divisor) / (2 * divisor));
    }

    /**
     * @param source the stored picture, of which only each {@code step}-th row and column may be there
     * @return red, green and blue {@code [3, rows, columns]}
     */
    float[] resize(PixelRows source, int step) {
        return Resampling.resize(
                source,
                Taps.of(source.height(), top / step, height / step, rows),
                Taps.of(source.width(), left / step, width / step, columns));
    }
}
