package cnn.datasets.picture;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture on disk (PNG, JPEG, GIF, BMP, and whatever else this Java reads) as the bytes that a network takes: the
 * whole picture, stretched to the network's height and width ({@link Resampling}). Transparent parts become white. A
 * network with one channel gets 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601). The orientation that cameras note is not
 * regarded.
 */
public final class PictureFile {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
    private static final long MOST_BYTES = 1L << 28;
    private static final long MOST_PIXELS = 64_000_000;
    private static final int WHITE = 255;

    private PictureFile() {}

    /** Whether a file in a folder is taken for a picture, by its name's ending. */
    public static boolean isNamedSo(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** @throws BadInputException if no picture can become an input of that shape */
    public static void requireFits(Shape input) {
        if (input.rank() != 3 || input.dim(0) != 3 && input.dim(0) != 1) {
            throw new BadInputException(
                    "the network takes %s; pictures can be given to networks that take [3, H, W] or [1, H, W]"
                            .formatted(input));
        }
    }

    /**
     * @param shape {@code [3, H, W]} for red, green and blue, or {@code [1, H, W]} for grey
     * @return unsigned bytes of that shape, row-major
     * @throws IOException if it is no picture, too large, or not whole; the message says so, without the file's name
     */
    public static byte[] read(Path file, Shape shape) throws IOException {
        requireFits(shape);
        byte[] bytes = bytes(file);
        if (PictureEnd.isMissing(bytes)) {
            throw new IOException("it is not whole: its end is missing");
        }
        BufferedImage image = decode(bytes);
        double[][] planes = planes(image);
        int h = shape.dim(1);
        int w = shape.dim(2);
        byte[] result = new byte[shape.size()];
        double[][] wanted = shape.dim(0) == 3 ? planes : new double[][] {grey(planes)};
        for (int c = 0; c < wanted.length; c++) {
            double[] plane = Resampling.resize(wanted[c], image.getHeight(), image.getWidth(), h, w);
            for (int i = 0; i < plane.length; i++) {
                result[c * plane.length + i] = (byte) Math.round(plane[i]);
            }
        }
        return result;
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder");
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("the file is larger than %d MiB".formatted(MOST_BYTES >> 20));
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no such file", e);
        }
    }

    /** The picture's size is looked at before any pixel is decoded. */
    private static BufferedImage decode(byte[] bytes) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new IOException("it is no picture that can be read (PNG, JPEG, GIF and BMP can)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    throw new IOException("it has %d pixels; at most %d are read".formatted(pixels, MOST_PIXELS));
                }
                return reader.read(0);
            } catch (RuntimeException damaged) {
                // ImageIO answers to some damaged files with whatever its arithmetic ran into.
                throw new IOException("it is damaged (" + damaged + ")", damaged);
            } finally {
                reader.dispose();
            }
        }
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
