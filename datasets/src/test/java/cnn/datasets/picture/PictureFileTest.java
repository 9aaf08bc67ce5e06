package cnn.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures become the bytes that the formulas give, and what is no whole picture is refused. */
class PictureFileTest {
    @TempDir
    private Path folder;

    private Path write(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("picture." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    private static BufferedImage noise(int w, int h, int type) {
        Random random = new Random(4);
        BufferedImage image = new BufferedImage(w, h, type);
        for (int i = 0; i < w * h; i++) {
            image.setRGB(i % w, i / w, random.nextInt());
        }
        return image;
    }

    private static int[] unsigned(byte[] bytes) {
        int[] values = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        return values;
    }

    @Test
    void keepsEveryPixelOfThatSize() throws IOException {
        BufferedImage image = noise(5, 3, BufferedImage.TYPE_INT_RGB);
        int[] read = unsigned(PictureFile.read(write(image, "png"), Shape.of(3, 3, 5)));
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 15; i++) {
                assertThat(read[c * 15 + i]).isEqualTo(image.getRGB(i % 5, i / 5) >> (16 - 8 * c) & 0xFF);
            }
        }
    }

    /** 4×2 to 2×1: each new pixel is the mean of a block of 2×2. */
    @Test
    void shrinksByMeans() throws IOException {
        BufferedImage image = new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB);
        int[] red = {10, 20, 100, 101, 30, 41, 102, 105};
        for (int i = 0; i < red.length; i++) {
            image.setRGB(i % 4, i / 4, red[i] << 16);
        }
        assertThat(unsigned(PictureFile.read(write(image, "png"), Shape.of(3, 1, 2))))
                .containsExactly(25, 102, 0, 0, 0, 0);
    }

    @Test
    void readsGreyAsItIsStored() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, 2, 1, new byte[] {50, (byte) 200});
        Path file = write(image, "png");
        assertThat(unsigned(PictureFile.read(file, Shape.of(3, 1, 2)))).containsExactly(50, 200, 50, 200, 50, 200);
        assertThat(unsigned(PictureFile.read(file, Shape.of(1, 1, 2)))).containsExactly(50, 200);
    }

    @Test
    void putsTransparentPartsOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00FF0000);
        image.setRGB(1, 0, 0x80000000);
        assertThat(unsigned(PictureFile.read(write(image, "png"), Shape.of(3, 1, 2))))
                .containsExactly(255, 127, 255, 127, 255, 127);
    }

    @Test
    void makesGreyOfColours() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x64C832);
        // 0.299·100 + 0.587·200 + 0.114·50 = 153.
        assertThat(unsigned(PictureFile.read(write(image, "png"), Shape.of(1, 1, 1)))).containsExactly(153);
    }

    @Test
    void noticesWhereverAFileWasCutOff() throws IOException {
        for (String format : new String[] {"jpg", "png"}) {
            Path file = write(noise(16, 16, BufferedImage.TYPE_INT_RGB), format);
            byte[] whole = Files.readAllBytes(file);
            assertThat(PictureFile.read(file, Shape.of(3, 16, 16))).hasSize(3 * 256);
            for (int length = 0; length < whole.length; length++) {
                Files.write(file, Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> PictureFile.read(file, Shape.of(3, 16, 16)))
                        .as("%s of %d bytes", format, length)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path text = Files.writeString(folder.resolve("a.png"), "a text");
        Shape shape = Shape.of(3, 2, 2);
        assertThatThrownBy(() -> PictureFile.read(text, shape)).hasMessageContaining("no picture that can be read");
        assertThatThrownBy(() -> PictureFile.read(folder, shape)).hasMessageContaining("folder");
        assertThatThrownBy(() -> PictureFile.read(folder.resolve("x"), shape)).hasMessageContaining("no such file");
        assertThatThrownBy(() -> PictureFile.read(text, Shape.of(5, 2, 2)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the network takes [5, 2, 2]");
    }
}
