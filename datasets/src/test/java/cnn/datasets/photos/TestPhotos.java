package cnn.datasets.photos;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small pictures that look different from each other, in folders and archives. */
final class TestPhotos {
    private TestPhotos() {}

    /** A JPEG of coloured boxes, a function of the seed. */
    static byte[] jpeg(long seed, int height, int width) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 40; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            graphics.fillRect(x, y, 1 + random.nextInt(width), 1 + random.nextInt(height));
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(Path folder, String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    /** Empty files: layouts are found by names alone. */
    static void touch(Path folder, String... paths) throws IOException {
        for (String path : paths) {
            write(folder, path, new byte[0]);
        }
    }

    /** @param contents name, bytes, name, bytes, … */
    static byte[] zip(Object... contents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < contents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) contents[i]));
                zip.write((byte[]) contents[i + 1]);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
