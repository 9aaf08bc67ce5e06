package cnn.datasets.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * A picture of ImageIO's as red, green and blue. What is transparent is laid on white: a pixel of colour v and opacity
 * α (0 to 1) becomes α·v + (1 - α)·255. Sixteen bits become eight by v / 257.
 */
final class ImageRows implements PixelRows {
    private static final float WHITE = 255;

    private final BufferedImage image;
    private final boolean grey;
    private final int[] argb;
    private final double[] levels;

    ImageRows(BufferedImage image) {
        this.image = image;
        this.grey = isPlainGrey(image);
        this.argb = new int[image.getWidth()];
        this.levels = new double[image.getWidth() * image.getRaster().getNumBands()];
    }

    @Override
    public int width() {
        return image.getWidth();
    }

    @Override
    public int height() {
        return image.getHeight();
    }

    /** Java would take such greys for linear light and brighten them; they are as other programs show them. */
    private static boolean isPlainGrey(BufferedImage image) {
        int type = image.getRaster().getTransferType();
        return image.getColorModel() instanceof ComponentColorModel
                && image.getRaster().getNumBands() <= 2
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT);
    }

    @Override
    public void row(int y, float[] rgb) {
        if (grey) {
            greyRow(y, rgb);
            return;
        }
        image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
        for (int x = 0; x < argb.length; x++) {
            int alpha = argb[x] >>> 24;
            for (int c = 0; c < 3; c++) {
                int value = argb[x] >> (16 - 8 * c) & 0xFF;
                rgb[3 * x + c] = alpha == 255 ? value : (value * alpha + WHITE * (255 - alpha)) / 255;
            }
        }
    }

    private void greyRow(int y, float[] rgb) {
        int bands = image.getRaster().getNumBands();
        double full = image.getRaster().getTransferType() == DataBuffer.TYPE_BYTE ? 255 : 65535;
        image.getRaster().getPixels(0, y, argb.length, 1, levels);
        for (int x = 0; x < argb.length; x++) {
            double alpha = bands == 2 ? levels[2 * x + 1] / full : 1;
            float value = (float) (WHITE * (levels[bands * x] / full * alpha + 1 - alpha));
            rgb[3 * x] = rgb[3 * x + 1] = rgb[3 * x + 2] = value;
        }
    }
}
