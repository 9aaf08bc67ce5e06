package cnn.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cnn.config.Fit;
import com.twelvemonkeys.image.ResampleOp;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Files that cameras and bad disks made, where they are at hand: {@code -Dcnn.shared.data=FOLDER}. */
class TakenPhotosTest {
    private static Path folder(String name) {
        Path shared = Optional.ofNullable(System.getProperty("cnn.shared.data"))
                .map(Path::of)
                .orElse(Path.of("..", "..", "shared", "data"));
        Path folder = shared.resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> folder + " is not there; name its parent by -Dcnn.shared.data");
        return folder;
    }

    /** What each is, told from its markers; only one is a picture (its Adobe segment says YCbCr, it is grey). */
    @Test
    void brokenJpegsAreBrokenAsTheyAre() throws IOException {
        Map<String, String> expected = new TreeMap<>();
        expected.put("110115680-6d6dce80-7d84-11eb-99df-4cb21df3b09f.jpeg", "TRUNCATED");
        expected.put("513f29d0-02a8-11e7-9756-6035edb96e79.jpg", "DAMAGED");
        expected.put("51432b02-02a8-11e7-9203-b42b1c43c0c3.jpg", "DAMAGED");
        expected.put("5145e95a-02a8-11e7-8372-4787a7307ab8.jpg", "NOT_A_PICTURE");
        expected.put("514b20dc-02a8-11e7-92c6-d4fed7b4ebb1.jpg", "DAMAGED");
        expected.put("514c48ea-02a8-11e7-8789-bb75321f404f.jpg", "TRUNCATED");
        expected.put("514e4122-02a8-11e7-8c03-0830d60cd585.jpg", "DAMAGED");
        expected.put("515e763c-02a8-11e7-85fb-573b41201f05.jpg", "DAMAGED");
        expected.put("516c2778-02a8-11e7-9d50-e916ce831200.jpg", "DAMAGED");
        expected.put("broken-adobe-marker-bad-length.jpg", "TRUNCATED");
        expected.put("broken-adobe-segment-length-beyond-eof.jpg", "TRUNCATED");
        expected.put("broken-bogus-data-prepended-real-jfif-start-at-4801.jpg", "DAMAGED");
        expected.put("broken-bogus-segment-length.jpg", "DAMAGED");
        expected.put("broken-invalid-adobe-ycc-gray.jpg", "a picture");
        expected.put("broken-no-sof-ascii-transfer-mode.jpg", "TRUNCATED");
        expected.put("broken-sos-before-sof.jpg", "DAMAGED");
        Map<String, String> found = new TreeMap<>();
        for (Path file : files(folder("broken-jpegs"), ".jpg", ".jpeg")) {
            String name = file.getFileName().toString();
            try {
                PictureDecoder.usual().decode(Files.readAllBytes(file), new PictureSize(3, 16, 16, Fit.STRETCH));
                found.put(name, "a picture");
            } catch (BrokenPictureException broken) {
                found.put(name, broken.reason().name());
            }
        }
        assertThat(found).containsExactlyEntriesOf(expected);
    }

    /**
     * Against another library's resampling of the same pixels. Its filter is another one (a triangle of twice the
     * width), so pixels at edges differ; what is said is that no picture is shifted, turned or badly scaled, which
     * costs far more.
     */
    @Test
    void resizesLikeOthers() throws IOException {
        for (Path file : files(folder("dogs-vs-cats-photos").resolve("validation"), ".jpg").subList(0, 40)) {
            byte[] bytes = Files.readAllBytes(file);
            BufferedImage other = new ResampleOp(150, 150, ResampleOp.FILTER_TRIANGLE)
                    .filter(ImageIO.read(new ByteArrayInputStream(bytes)), null);
            byte[] own = PictureDecoder.usual().decode(bytes, new PictureSize(3, 150, 150, Fit.STRETCH));
            double squares = 0;
            for (int i = 0; i < own.length; i++) {
                int pixel = i % 22_500;
                int value = other.getRGB(pixel % 150, pixel / 150) >> (16 - 8 * (i / 22_500)) & 0xFF;
                squares += Math.pow(value - (own[i] & 0xFF), 2);
            }
            double psnr = 10 * Math.log10(255 * 255 / (squares / own.length));
            assertThat(psnr).as("%s: PSNR in dB", file.getFileName()).isGreaterThan(26);
        }
    }

    private static List<Path> files(Path folder, String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> Stream.of(endings).anyMatch(path.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }
}
