package cnn.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.config.Fit;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.color.ColorSpace;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a photo file's colours and orientation, its numbers are those that a viewer shows. */
class PhotoDecoderTest {
    /** JPEG of quality 1 rounds coefficients of 8×8 blocks and, where colours are converted, three values: so much. */
    private static final int JPEG = 3;

    private static int[] decode(byte[] file, int channels, int h, int w) throws BrokenPictureException {
        return decode(file, new PictureSize(channels, h, w, Fit.STRETCH));
    }

    private static int[] decode(byte[] file, PictureSize size) throws BrokenPictureException {
        byte[] bytes = PictureDecoder.usual().decode(file, size);
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        return values;
    }

    private static void assertColour(byte[] file, int red, int green, int blue, int tolerance) throws Exception {
        int[] rgb = decode(file, 3, 1, 1);
        assertThat(rgb[0]).as("red").isCloseTo(red, within(tolerance));
        assertThat(rgb[1]).as("green").isCloseTo(green, within(tolerance));
        assertThat(rgb[2]).as("blue").isCloseTo(blue, within(tolerance));
    }

    /** The same bits as Java's own conversion of a usual photo: JFIF, YCbCr, colours at half the resolution. */
    @Test
    void readsAUsualJpegAsJavaDoes() throws Exception {
        BufferedImage image = Pictures.waves(61, 47, 1);
        byte[] file = Pictures.file(image, "jpg");
        BufferedImage own = ImageIO.read(new ByteArrayInputStream(file));
        int[] values = decode(file, 3, 47, 61);
        for (int i = 0; i < values.length; i++) {
            int pixel = i % (61 * 47);
            assertThat(values[i]).isEqualTo(own.getRGB(pixel % 61, pixel / 61) >> (16 - 8 * (i / (61 * 47))) & 0xFF);
        }
    }

    /**
     * A picture 16×8 of four quarters is stored in each orientation; upright it has A, B above C, D. The table says
     * what lies where in the file: EXIF's names of the stored first row and column.
     */
    @ParameterizedTest
    @CsvSource({
        "1, ABCD", "2, BADC", "3, DCBA", "4, CDAB", "5, ACBD", "6, BDAC", "7, DBCA", "8, CADB", "0, ABCD", "9, ABCD"
    })
    void turnsUpright(int orientation, String stored) throws Exception {
        boolean turned = orientation >= 5 && orientation <= 8;
        BufferedImage image = new BufferedImage(turned ? 8 : 16, turned ? 16 : 8, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                char quarter = stored.charAt(2 * (2 * y / image.getHeight()) + 2 * x / image.getWidth());
                image.setRGB(x, y, 0x010101 * (50 * (quarter - 'A' + 1)));
            }
        }
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] exif = Pictures.exif(orientation, order);
            byte[] jpeg = Pictures.withSegment(Pictures.file(image, "jpg"), 0xE1, exif);
            int[] quarters = decode(jpeg, 1, 2, 2);
            for (int i = 0; i < 4; i++) {
                assertThat(quarters[i]).as("%s, quarter %d", order, i).isCloseTo(50 * (i + 1), within(JPEG));
            }
            byte[] png = Pictures.file(image, "png");
            byte[] chunk = Pictures.chunk("eXIf", Pictures.tiff(orientation, order));
            byte[] turnedPng = Pictures.concat(
                    Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
            assertThat(decode(turnedPng, 1, 2, 2)).containsExactly(50, 100, 150, 200);
        }
    }

    /** A stored 4×8 that stands upright as 8×4, padded to 8×8, has black above and below, not beside. */
    @Test
    void fitsTheUprightPicture() throws Exception {
        BufferedImage image = new BufferedImage(4, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 32; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, 200);
        }
        byte[] png = Pictures.file(image, "png");
        byte[] file = Pictures.concat(
                Arrays.copyOf(png, 33),
                Pictures.chunk("eXIf", Pictures.tiff(6, ByteOrder.BIG_ENDIAN)),
                Arrays.copyOfRange(png, 33, png.length));
        int[] padded = decode(file, new PictureSize(1, 8, 8, Fit.PAD));
        for (int i = 0; i < 64; i++) {
            assertThat(padded[i]).isEqualTo(i / 8 >= 2 && i / 8 < 6 ? 200 : 0);
        }
    }

    @Test
    void readsInksAsColours() throws Exception {
        // Adobe's inks are inverted: R = C·K / 255. 204·230 / 255 = 184, 51·230 / 255 = 46, 25·230 / 255 = 22.5.
        byte[] adobe = Pictures.withSegment(Pictures.rawJpeg(16, 16, 204, 51, 25, 230), 0xEE, Pictures.adobe(0));
        assertColour(adobe, 184, 46, 23, JPEG);
        // Others' are not: R = (255 - C)(255 - K) / 255.
        assertColour(Pictures.rawJpeg(16, 16, 51, 204, 230, 25), 184, 46, 23, JPEG);
    }

    /** Inks (204, 51, 25) are 255 minus (51, 204, 230), of which Y, Cb, Cr by JFIF are as here. */
    @Test
    void readsInksAsLuminanceAndDifferences() throws Exception {
        int y = (int) Math.round(0.299 * 51 + 0.587 * 204 + 0.114 * 230);
        int cb = (int) Math.round(128 + (230 - y) / 1.772);
        int cr = (int) Math.round(128 + (51 - y) / 1.402);
        byte[] ycck = Pictures.withSegment(Pictures.rawJpeg(16, 16, y, cb, cr, 230), 0xEE, Pictures.adobe(2));
        assertColour(ycck, 184, 46, 23, JPEG + 1);
    }

    @Test
    void readsAdobesRgb() throws Exception {
        byte[] raw = Pictures.rawJpeg(16, 16, 200, 50, 30);
        assertColour(Pictures.withSegment(raw, 0xEE, Pictures.adobe(0)), 200, 50, 30, JPEG);
    }

    @Test
    void readsGreyJpegs() throws Exception {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.getRaster().setSample(i % 16, i / 16, 0, 70);
        }
        assertColour(Pictures.file(image, "jpg"), 70, 70, 70, JPEG);
    }

    @Test
    void readsSixteenBits() throws Exception {
        ColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(2, 2);
        for (int i = 0; i < 4; i++) {
            raster.setPixel(i % 2, i / 2, new int[] {200 * 257, 100 * 257, 50 * 257});
        }
        assertColour(Pictures.file(new BufferedImage(model, raster, false, null), "png"), 200, 100, 50, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp"})
    void readsPalettes(String format) throws Exception {
        byte[] red = new byte[256];
        byte[] green = new byte[256];
        byte[] blue = new byte[256];
        red[7] = 10;
        green[7] = 20;
        blue[7] = 30;
        red[201] = (byte) 200;
        green[201] = 100;
        blue[201] = 50;
        IndexColorModel palette = new IndexColorModel(8, 256, red, green, blue);
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSample(0, 0, 0, 7);
        image.getRaster().setSample(1, 0, 0, 201);
        assertThat(decode(Pictures.file(image, format), 3, 1, 2)).containsExactly(10, 200, 20, 100, 30, 50);
    }

    /** 4×3, red above, mixed in the middle, blue below, lossless; written by ImageMagick. */
    @Test
    void readsWebP() throws Exception {
        byte[] file = Base64.getDecoder()
                .decode("UklGRi4AAABXRUJQVlA4TCEAAAAvA4AAABcQAoKi65YTkCT4vOfNf/gUCASSJJecOKL/0QAA");
        assertThat(decode(file, 3, 3, 1)).containsExactly(255, 128, 0, 0, 0, 0, 0, 128, 255);
    }

    /** Where only each third row and column is decoded, smooth pictures change little. */
    @Test
    void samplesHugePictures() throws Exception {
        byte[] file = Pictures.file(Pictures.waves(300, 200, 2), "jpg");
        PictureSize size = new PictureSize(3, 20, 30, Fit.STRETCH);
        byte[] whole = new PhotoDecoder().decode(file, size);
        byte[] sampled = new PhotoDecoder(new Limits(1000, 100_000, 7_000)).decode(file, size);
        assertThat(new Limits(1000, 100_000, 7_000).step(300, 200)).isEqualTo(3);
        assertThat(sampled).isNotEqualTo(whole);
        for (int i = 0; i < whole.length; i++) {
            assertThat(sampled[i] & 0xFF).isCloseTo(whole[i] & 0xFF, within(6));
        }
    }
}
