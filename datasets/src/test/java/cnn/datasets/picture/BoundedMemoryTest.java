package cnn.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.config.Fit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap does not grow with the number of photos. */
class BoundedMemoryTest {
    private static final int PHOTOS = 3_000;

    /** Runs in a JVM of its own, with 48 MiB of heap: the pictures take 193 MiB. */
    public static final class Loads {
        private Loads() {}

        public static void main(String[] args) throws IOException {
            byte[] jpeg = Pictures.file(Pictures.waves(64, 48, 1), "jpg");
            PictureSize size = new PictureSize(3, 150, 150, Fit.STRETCH);
            byte[] expected = PictureDecoder.usual().decode(jpeg, size);
            for (PictureCache cache : List.of(PictureCache.in(Path.of(args[0])), PictureCache.none())) {
                LoadedPictures pictures = new PictureLoader(
                                PictureDecoder.usual(), cache, PictureProgress.silent())
                        .load(IntStream.range(0, PHOTOS).mapToObj(i -> input(i, jpeg)).toList(), size);
                byte[] last = new byte[expected.length];
                for (int i = 0; i < PHOTOS; i++) {
                    pictures.read(i, last, 0);
                }
                if (!Arrays.equals(last, expected)) {
                    throw new IllegalStateException("other pixels");
                }
            }
        }

        private static PictureInput input(int index, byte[] jpeg) {
            return new PictureInput() {
                @Override
                public String contentKey() {
                    return "photo " + index;
                }

                @Override
                public byte[] bytes() {
                    return jpeg;
                }
            };
        }
    }

    @Test
    void loadsMoreThanTheHeapHolds(@TempDir Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loads.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
