package cnn.datasets.picture;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** A decoded picture's channels as numbers from 0 to 255. Transparent parts become white. */
final class Planes {
    private static final int WHITE = 255;

    private Planes() {}

    /** @param channels 3 for red, green and blue; 1 for 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) */
    static double[][] of(BufferedImage image, int channels) {
        double[][] planes = planes(image);
        return channels == 3 ? planes : new double[][] {grey(planes)};
    }

    /** Red, green and blue, each {@code [H, W]}, from 0 to 255. */
    private static double[][] planes(BufferedImage image) {
        if (isPlainGrey(image)) {
            double[] grey = greyLevels(image);
            return new double[][] {grey, grey, grey};
        }
        int w = image.getWidth();
        double[][] planes = new double[3][w * image.getHeight()];
        int[] row = new int[w];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, w, 1, row, 0, w);
            for (int x = 0; x < w; x++) {
                int alpha = row[x] >>> 24;
                for (int c = 0; c < 3; c++) {
                    int value = row[x] >> (16 - 8 * c) & 0xFF;
                    planes[c][y * w + x] = (value * alpha + WHITE * (255 - alpha)) / 255.0;
                }
            }
        }
        return planes;
    }

    /** Java would take such greys for linear light and brighten them; they are as other programs show them. */
    private static boolean isPlainGrey(BufferedImage image) {
        return image.getColorModel() instanceof ComponentColorModel
                && image.getRaster().getNumBands() <= 2
                && (image.getRaster().getTransferType() == DataBuffer.TYPE_BYTE
                        || image.getRaster().getTransferType() == DataBuffer.TYPE_USHORT);
    }

    private static double[] greyLevels(BufferedImage image) {
        Raster raster = image.getRaster();
        double full = raster.getTransferType() == DataBuffer.TYPE_BYTE ? 255 : 65535;
        int w = image.getWidth();
        double[] grey = new double[w * image.getHeight()];
        double[] pixel = new double[raster.getNumBands()];
        for (int i = 0; i < grey.length; i++) {
            raster.getPixel(i % w + raster.getMinX(), i / w + raster.getMinY(), pixel);
            double alpha = pixel.length == 2 ? pixel[1] / full : 1;
            grey[i] = 255 * (pixel[0] / full * alpha + 1 - alpha);
        }
        return grey;
    }

    private static double[] grey(double[][] planes) {
        double[] grey = new double[planes[0].length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = 0.299 * planes[0][i] + 0.587 * planes[1][i] + 0.114 * planes[2][i];
        }
        return grey;
    }
}
