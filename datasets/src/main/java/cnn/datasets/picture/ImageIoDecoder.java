package cnn.datasets.picture;

import cnn.config.Fit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Java's own decoders, and {@link Resampling}. The orientation that cameras note is not regarded. */
final class ImageIoDecoder implements PictureDecoder {
    private static final long MOST_PIXELS = 64_000_000;

    @Override
    public byte[] decode(byte[] file, PictureSize size) throws BrokenPictureException {
        if (file.length == 0) {
            throw new BrokenPictureException(BrokenReason.EMPTY, "the file has no bytes");
        }
        if (PictureEnd.isMissing(file)) {
            throw new BrokenPictureException(BrokenReason.TRUNCATED, "it is not whole: its end is missing");
        }
        return fitted(image(file), size);
    }

    /** The picture's size is looked at before any pixel is decoded. */
    private static BufferedImage image(byte[] bytes) throws BrokenPictureException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new BrokenPictureException(
                        BrokenReason.NOT_A_PICTURE, "it is no picture that can be read (PNG, JPEG, GIF and BMP can)");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MOST_PIXELS) {
                    throw new BrokenPictureException(
                            BrokenReason.TOO_LARGE,
                            "it has %d pixels; at most %d are read".formatted(pixels, MOST_PIXELS));
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (BrokenPictureException known) {
            throw known;
        } catch (IOException | RuntimeException damaged) {
            // ImageIO answers to some damaged files with whatever its arithmetic ran into.
            String why = String.valueOf(damaged.getMessage()).lines().findFirst().orElse("");
            throw new BrokenPictureException(
                    BrokenReason.DAMAGED,
                    "it is damaged (%s: %s)".formatted(damaged.getClass().getSimpleName(), why),
                    damaged);
        }
    }

    private static byte[] fitted(BufferedImage image, PictureSize size) {
        double[][] planes = Planes.of(image, size.channels());
        int h = image.getHeight();
        int w = image.getWidth();
        Window from = size.fit() == Fit.CROP ? Window.inside(h, w, size) : new Window(0, 0, h, w);
        Window to = size.fit() == Fit.PAD
                ? Window.holding(h, w, size)
                : new Window(0, 0, size.height(), size.width());
        byte[] result = new byte[size.shape().size()];
        int area = size.height() * size.width();
        for (int c = 0; c < planes.length; c++) {
            double[] plane =
                    Resampling.resize(from.of(planes[c], w), from.height(), from.width(), to.height(), to.width());
            for (int i = 0; i < plane.length; i++) {
                int y = to.top() + i / to.width();
                int x = to.left() + i % to.width();
                result[c * area + y * size.width() + x] = (byte) Math.round(plane[i]);
            }
        }
        return result;
    }

    /** A part of a plane. */
    private record Window(int top, int left, int height, int width) {
        /** The largest of the size's proportion around the centre of {@code [h, w]}. */
        static Window inside(int h, int w, PictureSize size) {
            double scale = Math.min((double) h / size.height(), (double) w / size.width());
            int height = clamp(scale * size.height(), h);
            int width = clamp(scale * size.width(), w);
            return new Window((h - height) / 2, (w - width) / 2, height, width);
        }

        /** The largest of proportion {@code [h, w]} around the centre of the size. */
        static Window holding(int h, int w, PictureSize size) {
            double scale = Math.min((double) size.height() / h, (double) size.width() / w);
            int height = clamp(scale * h, size.height());
            int width = clamp(scale * w, size.width());
            return new Window((size.height() - height) / 2, (size.width() - width) / 2, height, width);
        }

        private static int clamp(double side, int most) {
            return (int) Math.max(1, Math.min(most, Math.round(side)));
        }

        double[] of(double[] plane, int w) {
            if (plane.length == height * width) {
                return plane;
            }
            double[] part = new double[height * width];
            for (int y = 0; y < height; y++) {
                System.arraycopy(plane, (top + y) * w + left, part, y * width, width);
            }
            return part;
        }
    }
}
