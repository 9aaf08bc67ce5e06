package cnn.datasets.picture;

import java.awt.image.Raster;

/**
 * A JPEG's components as red, green and blue. The decoder is asked for the raw components, because Java's own
 * conversion goes through whatever colour profile the file or the machine has: the same file would give other bits
 * elsewhere. Embedded profiles are therefore not regarded, as in most programs that read photos for learning.
 *
 * <p>Formulas: JFIF 1.02: R = Y + 1.402 (Cr - 128), G = Y - 0.344136 (Cb - 128) - 0.714136 (Cr - 128),
 * B = Y + 1.772 (Cb - 128), in 16-bit fixed point, rounded and clamped to 0 … 255: the bits that libjpeg gives. With
 * four components: Adobe's files hold inverted inks, so that R = C·K / 255 with C, M, Y, K as stored; in YCCK the inks
 * are 255 minus what the formulas above give. Without Adobe's segment inks are not inverted:
 * R = (255 - C)(255 - K) / 255.
 */
final class JpegRows implements PixelRows {
    private static final int HALF = 1 << 15;
    private static final int RED_CR = fixed(1.40200);
    private static final int GREEN_CB = fixed(0.34414);
    private static final int GREEN_CR = fixed(0.71414);
    private static final int BLUE_CB = fixed(1.77200);

    private final Raster raster;
    private final boolean ycc;
    private final boolean inverted;
    private final byte[] stored;

    JpegRows(Raster raster, boolean ycc, boolean inverted) {
        this.raster = raster;
        this.ycc = ycc;
        this.inverted = inverted;
        this.stored = new byte[raster.getWidth() * raster.getNumBands()];
    }

    private static int fixed(double factor) {
        return (int) (factor * 65536 + 0.5);
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public void row(int y, float[] rgb) {
        int bands = raster.getNumBands();
        raster.getDataElements(raster.getMinX(), raster.getMinY() + y, width(), 1, stored);
        for (int x = 0; x < width(); x++) {
            int from = x * bands;
            int to = 3 * x;
            if (bands == 1) {
                rgb[to] = rgb[to + 1] = rgb[to + 2] = stored[from] & 0xFF;
                continue;
            }
            int a = stored[from] & 0xFF;
            int b = stored[from + 1] & 0xFF;
            int c = stored[from + 2] & 0xFF;
            if (ycc) {
                int cb = b - 128;
                int cr = c - 128;
                b = clamp(a + (HALF - GREEN_CB * cb - GREEN_CR * cr >> 16));
                c = clamp(a + (BLUE_CB * cb + HALF >> 16));
                a = clamp(a + (RED_CR * cr + HALF >> 16));
            }
            rgb[to] = a;
            rgb[to + 1] = b;
            rgb[to + 2] = c;
            if (bands == 4) {
                inks(rgb, to, stored[from + 3] & 0xFF);
            }
        }
    }

    /** Cyan, magenta and yellow at {@code at} become red, green and blue. */
    private void inks(float[] rgb, int at, int black) {
        for (int i = at; i < at + 3; i++) {
            float ink = ycc ? 255 - rgb[i] : rgb[i];
            rgb[i] = (inverted ? ink * black : (255 - ink) * (255 - black)) / 255;
        }
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
