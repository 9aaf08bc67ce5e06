package cnn.datasets.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.datasets.ImageTiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pictures are read where there is no display, even if the JVM was not told to be headless. */
class NoDisplayTest {
    /** Runs in a JVM of its own. */
    public static final class Reads {
        private Reads() {}

        public static void main(String[] args) throws IOException {
            byte[] pixels = new ImageTiles(2_000, 50, 32, 32).decode(CatsAndDogs32.openResource("test.png"));
            if (pixels.length != 2_000 * 3_072) {
                throw new IllegalStateException("read " + pixels.length + " values");
            }
        }
    }

    @Test
    void readsWithADisplayThatIsNotThere() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=false",
                "-cp",
                System.getProperty("java.class.path"),
                Reads.class.getName()));
        builder.environment().put("DISPLAY", "localhost:9999");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
