package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sheet that {@code cnn data show} draws, and a training with every kind of augmentation. */
class DataShowTest {
    private static final String RUN =
            """
            dataset: {name: cats-dogs-32, train: 40, test: 10}
            network:
              input: [3, 32, 32]
              layers:
                - conv2d: {channels: 4, kernel: 3, stride: 4}
                - flatten
                - dense: {units: 2}
            training:
              optimizer: {adam: {learning_rate: 0.01}}
              augmentation: %s
              epochs: 2
              batch_size: 16
            backend: scratch
            """;

    @TempDir
    private Path folder;

    private Path config(String augmentation) throws IOException {
        return Files.writeString(folder.resolve("run.yaml"), RUN.formatted(augmentation));
    }

    @Test
    void drawsOriginalsAndBelowThemWhatTheNetworkSees() throws IOException {
        Path sheet = folder.resolve("sheets/seen.png");
        Outcome shown = cnn("data", "show", config("[flip: 1]"), "--count", 3, "--out", sheet);
        assertThat(shown.errors()).isEmpty();
        assertThat(shown.code()).isZero();
        assertThat(shown.output()).contains("3 pictures [3, 32, 32] are in " + sheet);
        BufferedImage image = ImageIO.read(sheet.toFile());
        // Three tiles of 3 × 32 with gaps of 6; the title's two lines, two pictures, the label's line.
        assertThat(image.getWidth()).isEqualTo(6 + 3 * (96 + 6));
        assertThat(image.getHeight()).isEqualTo(2 * 16 + 12 + 2 * 96 + 16 + 6);
        int different = 0;
        for (int row = 0; row < 96; row++) {
            for (int column = 0; column < 96; column++) {
                int above = image.getRGB(6 + column, 44 + row);
                assertThat(image.getRGB(6 + 95 - column, 44 + 96 + row)).isEqualTo(above);
                different += image.getRGB(6 + column, 44 + 96 + row) == above ? 0 : 1;
            }
        }
        assertThat(different).isPositive();
    }

    @Test
    void drawsPicturesAloneWithoutAugmentation() throws IOException {
        Path sheet = folder.resolve("seen.png");
        Outcome shown = cnn("data", "show", config("[]"), "--count", 50, "--epoch", 2, "--out", sheet);
        assertThat(shown.errors()).isEmpty();
        // An epoch has no more; eleven in a row.
        assertThat(shown.output()).contains("epoch 2", "40 pictures");
        assertThat(ImageIO.read(sheet.toFile()).getHeight()).isEqualTo(16 + 12 + 4 * (96 + 16 + 6));
    }

    @Test
    void badInputIsOneLine() throws IOException {
        Path config = config("[crop: 32]");
        assertThat(cnn("data", "show", config).errors()).contains("crop: a padding of 32").doesNotContain("\n");
        assertThat(cnn("train", "--config", config).code()).isEqualTo(2);
        assertThat(cnn("data", "show", config, "--count", 0).errors()).contains("--count must be from 1");
        assertThat(cnn("data", "show", config, "--epoch", 0).errors()).contains("--epoch must be at least 1");
    }

    @Test
    void trainsWithEverything() throws IOException {
        Path config = config("[flip, shift: 0.1, rotation: 10, shear: 5, zoom: 0.1, fill: edge, brightness: 0.1,"
                + " contrast: 0.1, colour: {saturation: 0.2, gain: 0.1}, cutout: 8, mixup: {alpha: 0.2, probability: 0.5},"
                + " cutmix: {alpha: 1, probability: 0.5}]");
        Path model = folder.resolve("model");
        Outcome run = cnn("train", "--config", config, "--out", model);
        assertThat(run.errors()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(Files.readString(model.resolve("model.yaml"))).contains("cutmix: {alpha: 1, probability: 0.5}");
        assertThat(cnn("train", "--resume", model, "--epochs", 3).errors()).isEmpty();
    }
}
