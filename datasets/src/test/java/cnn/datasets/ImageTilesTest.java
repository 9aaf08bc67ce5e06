package cnn.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTilesTest {
    @ParameterizedTest
    @CsvSource({"1,1,1,1", "6,3,2,2", "7,3,5,4", "2,5,3,1", "5,1,1,9"})
    void whatWasEncodedIsDecoded(int count, int columns, int height, int width) throws IOException {
        ImageTiles tiles = new ImageTiles(count, columns, height, width);
        byte[] pixels = pixels(count * 3 * height * width);
        assertThat(tiles.decode(new ByteArrayInputStream(encoded(tiles, pixels)))).isEqualTo(pixels);
    }

    @Test
    void picturesLieRowByRowWithRedFirst() throws IOException {
        ImageTiles tiles = new ImageTiles(3, 2, 1, 2);
        byte[] pixels = new byte[3 * 3 * 2];
        // Picture 2 is the first of the second row; its pixel (0, 1): red 10, green 20, blue 30.
        pixels[(2 * 3) * 2 + 1] = 10;
        pixels[(2 * 3 + 1) * 2 + 1] = 20;
        pixels[(2 * 3 + 2) * 2 + 1] = 30;
        BufferedImage sheet = ImageIO.read(new ByteArrayInputStream(encoded(tiles, pixels)));
        assertThat(sheet.getWidth()).isEqualTo(4);
        assertThat(sheet.getHeight()).isEqualTo(2);
        assertThat(sheet.getRGB(1, 1)).isEqualTo(0xFF0A141E);
    }

    @Test
    void aSheetOfOtherExtentsIsRefused() throws IOException {
        byte[] png = encoded(new ImageTiles(4, 2, 3, 3), pixels(4 * 27));
        assertThatThrownBy(() -> new ImageTiles(6, 2, 3, 3).decode(new ByteArrayInputStream(png)))
                .isInstanceOf(IOException.class)
                .hasMessage("expected 6×9 pixels (2×3 pictures of 3×3), got 6×6");
    }

    @Test
    void greyPicturesAreRefused() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", png);
        assertThatThrownBy(() -> new ImageTiles(4, 2, 2, 2).decode(new ByteArrayInputStream(png.toByteArray())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected RGB");
    }

    @Test
    void whatIsNoPngIsRefused() {
        assertThatThrownBy(() -> new ImageTiles(1, 1, 1, 1).decode(new ByteArrayInputStream(new byte[100])))
                .isInstanceOf(IOException.class);
    }

    @Test
    void sheetsThatNoArrayHoldsAreRefused() {
        assertThatThrownBy(() -> new ImageTiles(1 << 20, 1 << 10, 64, 64)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new ImageTiles(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] encoded(ImageTiles tiles, byte[] pixels) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        tiles.encode(pixels, png);
        return png.toByteArray();
    }

    private static byte[] pixels(int length) {
        AddressedRandom random = new AddressedRandom(1);
        byte[] pixels = new byte[length];
        for (int i = 0; i < length; i++) {
            pixels[i] = (byte) random.bits(Purpose.TEST_DATA, 0, 0, i);
        }
        return pixels;
    }
}
