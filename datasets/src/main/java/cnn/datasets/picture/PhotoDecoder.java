package cnn.datasets.picture;

import cnn.config.Fit;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The project's decoder: JPEG (grey, colour, CMYK, YCCK), PNG, GIF (its first picture), BMP and WebP by ImageIO and
 * TwelveMonkeys' plugins. In this order: the file is told by its first bytes; its end and its size are looked at before
 * a pixel is decoded; colours become red, green and blue, transparent parts white; the picture is cut ({@link Fit}) and
 * resized ({@link Taps}); it is turned upright by its EXIF orientation; a grey one is made, if wanted, by
 * 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601); values are rounded to bytes, once.
 */
public final class PhotoDecoder implements PictureDecoder {
    /** Another number, another cache: to be raised with every change that gives other bytes for the same file. */
    static final int VERSION = 2;

    private final Limits limits;

    public PhotoDecoder() {
        this(Limits.DEFAULT);
    }

    PhotoDecoder(Limits limits) {
        this.limits = limits;
    }

    @Override
    public byte[] decode(byte[] bytes, PictureSize size) throws BrokenPictureException {
        if (bytes.length == 0) {
            throw new BrokenPictureException(BrokenReason.EMPTY, "the file has no bytes");
        }
        if (bytes.length > Limits.FILE) {
            throw Reasons.tooLarge("a file of more than %d MiB".formatted(Limits.FILE >> 20));
        }
        FileBytes file = new FileBytes(bytes);
        PictureKind kind = PictureKind.of(file)
                .orElseThrow(() -> new BrokenPictureException(
                        BrokenReason.NOT_A_PICTURE,
                        "it is no picture that can be read (JPEG, PNG, GIF, BMP and WebP can)"));
        if (kind == PictureKind.JPEG) {
            JpegFile jpeg = JpegFile.read(file);
            jpeg.check();
            limits.check(jpeg.width(), jpeg.height());
            return finish(read(bytes, kind, Optional.of(jpeg)), jpeg.orientation(), size);
        }
        Orientation orientation = new PictureChunks(file, limits).check(kind);
        return finish(read(bytes, kind, Optional.empty()), orientation, size);
    }

    /**
     * A picture as it is stored.
     *
     * @param rows of it, or each {@code step}-th of them
     * @param height of all of it
     * @param width of all of it
     */
    private record Stored(PixelRows rows, int height, int width, int step) {}

    private Stored read(byte[] bytes, PictureKind kind, Optional<JpegFile> jpeg) throws BrokenPictureException {
        ImageReader reader = reader(kind);
        try (ImageInputStream in = new ByteArrayImageInputStream(bytes)) {
            ReadWarnings warnings = new ReadWarnings();
            reader.addIIOReadWarningListener(warnings);
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (kind == PictureKind.WEBP) {
                limits.checkWhole(width, height);
            } else {
                limits.check(width, height);
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int step = limits.step(width, height);
            param.setSourceSubsampling(step, step, (step - 1) / 2, (step - 1) / 2);
            PixelRows rows = jpeg.isPresent()
                    ? new JpegRows(
                            reader.readRaster(0, param),
                            jpeg.get().isYcc(),
                            jpeg.get().adobe() >= 0)
                    : new ImageRows(reader.read(0, param));
            if (warnings.truncated()) {
                throw Reasons.truncated("its coded data ends before the picture does");
            }
            return new Stored(rows, height, width, step);
        } catch (BrokenPictureException known) {
            throw known;
        } catch (EOFException end) {
            throw new BrokenPictureException(BrokenReason.TRUNCATED, "it is not whole: its end is missing", end);
        } catch (IOException | RuntimeException damaged) {
            // ImageIO answers to some damaged files with whatever its arithmetic ran into.
            throw Reasons.damaged(damaged);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(PictureKind kind) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind.format());
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith(kind.makers())) {
                return reader;
            }
        }
        throw new IllegalStateException("there is no ImageIO plugin for " + kind.format() + " of " + kind.makers());
    }

    private static byte[] finish(Stored picture, Orientation orientation, PictureSize size) {
        boolean turned = orientation.transposed();
        int toH = turned ? size.width() : size.height();
        int toW = turned ? size.height() : size.width();
        Framing framing = Framing.of(size.fit(), picture.height(), picture.width(), toH, toW);
        float[] stored = framing.resize(picture.rows(), picture.step());
        int h = turned ? framing.columns() : framing.rows();
        int w = turned ? framing.rows() : framing.columns();
        int top = (size.height() - h) / 2;
        int left = (size.width() - w) / 2;
        int plane = size.height() * size.width();
        byte[] result = new byte[size.shape().size()];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int from = orientation.stored(y, x, framing.rows(), framing.columns());
                int to = (top + y) * size.width() + left + x;
                if (size.channels() == 1) {
                    result[to] = grey(stored, from, h * w);
                } else {
                    for (int c = 0; c < 3; c++) {
                        result[c * plane + to] = rounded(stored[c * h * w + from]);
                    }
                }
            }
        }
        return result;
    }

    private static byte grey(float[] rgb, int at, int plane) {
        return rounded(0.299f * rgb[at] + 0.587f * rgb[plane + at] + 0.114f * rgb[2 * plane + at]);
    }

    private static byte rounded(float value) {
        return (byte) Math.max(0, Math.min(255, (int) (value + 0.5f)));
    }
}
