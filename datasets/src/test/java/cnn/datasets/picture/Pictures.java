package cnn.datasets.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files made by Java's own writers, and what is put into them by hand. */
final class Pictures {
    private Pictures() {}

    static byte[] file(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Smooth waves of colour, so that a JPEG of it is near to it. */
    static BufferedImage waves(int w, int h, int seed) {
        Random random = new Random(seed);
        double[] f = random.doubles(9, 0.5, 3).toArray();
        BufferedImage image = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    double wave = Math.sin(f[3 * c] * x / w * 6 + f[3 * c + 1] * y / h * 6 + f[3 * c + 2]);
                    rgb = rgb << 8 | (int) (127.5 + 100 * wave);
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    /** A JPEG of the best quality whose components are the raster's, unconverted and unmarked. */
    static byte[] rawJpeg(int w, int h, int... components) {
        WritableRaster raster = Raster.createInterleavedRaster(0, w, h, components.length, null);
        for (int i = 0; i < w * h; i++) {
            raster.setPixel(i % w, i / w, components);
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(1);
            writer.write(null, new IIOImage(raster, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Behind the start-of-image marker. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        ByteBuffer result = ByteBuffer.allocate(jpeg.length + 4 + content.length);
        result.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
        result.putShort((short) (content.length + 2)).put(content);
        return result.put(jpeg, 2, jpeg.length - 2).array();
    }

    static byte[] adobe(int transform) {
        return ByteBuffer.allocate(12)
                .put("Adobe".getBytes(StandardCharsets.US_ASCII))
                .put(11, (byte) transform)
                .array();
    }

    /** EXIF's TIFF block: one directory with a make, which is skipped, and the orientation. */
    static byte[] tiff(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 24 + 4).order(order);
        tiff.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x010F).putShort((short) 2).putInt(3).put(new byte[] {'a', 'b', 0, 0});
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        return tiff.array();
    }

    static byte[] exif(int orientation, ByteOrder order) {
        return concat("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff(orientation, order));
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    /** A PNG chunk. */
    static byte[] chunk(String type, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
        chunk.putInt(content.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, 4 + content.length);
        return chunk.putInt((int) crc.getValue()).array();
    }
}
