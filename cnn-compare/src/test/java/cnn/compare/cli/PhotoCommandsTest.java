package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos of the user's own: {@code data list}, {@code train --data}, {@code --resume}, {@code evaluate}. */
class PhotoCommandsTest {
    private static final String RUN =
            """
            dataset: {photos: dogs-vs-cats, size: [16, 16]}
            network:
              input: [3, 16, 16]
              layers: [{conv2d: {channels: 4, kernel: 3, stride: 2}}, relu, flatten, {dense: {units: 2}}]
            training:
              optimizer: {adam: {learning_rate: 0.01}}
              epochs: 2
              batch_size: 4
              early_stopping: {patience: 5}
            backend: scratch
            """;

    @TempDir
    private static Path photos;

    @TempDir
    private Path temp;

    @BeforeAll
    static void writePhotos() throws IOException {
        int seed = 0;
        for (String part : List.of("train", "val", "test")) {
            for (String label : List.of("cat", "dog")) {
                Path folder = Files.createDirectories(photos.resolve(part).resolve(label + "s"));
                for (int i = 0; i < 5; i++) {
                    ImageIO.write(picture(seed++), "png", folder.resolve(label + "." + i + ".png").toFile());
                }
            }
        }
        Files.write(photos.resolve("train/cats/cat.4.png"), new byte[0]);
    }

    private static BufferedImage picture(int seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int i = 0; i < 30; i++) {
            graphics.setColor(new Color(random.nextInt(1 << 24)));
            graphics.fillRect(random.nextInt(30), random.nextInt(20), random.nextInt(30), random.nextInt(20));
        }
        graphics.dispose();
        return image;
    }

    private Path run() throws IOException {
        return Files.writeString(temp.resolve("run.yaml"), RUN);
    }

    @Test
    void listsWhatThereIs() {
        Outcome list = cnn("data", "list", photos, "--classes", "cat,dog");
        assertThat(list.code()).as(list.errors()).isZero();
        assertThat(list.output())
                .contains("layout   parts with one folder a class")
                .containsPattern("train +4 +5 +9\n")
                .containsPattern("validation +5 +5 +10\n")
                .contains("1 of zero bytes", "train/cats/cat.4.png (0 bytes)", "no near-duplicates");
        assertThat(cnn("data", "list", photos, "--no-cache").code()).isZero();
        Outcome fails = cnn("data", "list", photos, "--broken", "fail");
        assertThat(fails.code()).isEqualTo(2);
        assertThat(fails.errors()).contains("photo train/cats/cat.4.png cannot be read").hasLineCount(1);
    }

    @Test
    void trainsResumesAndEvaluates() throws IOException {
        Path model = temp.resolve("model");
        Outcome trained = cnn("train", "--config", run(), "--data", photos, "--out", model);
        assertThat(trained.code()).as(trained.errors()).isZero();
        assertThat(trained.output())
                .contains("train 9, validation 10, test 10")
                .contains("1 broken photo left out, of zero bytes: train/cats/cat.4.png")
                .contains("validation loss", "the best by loss on the validation samples");
        Outcome resumed = cnn("train", "--resume", model, "--epochs", "3");
        assertThat(resumed.code()).as(resumed.errors()).isZero();
        assertThat(resumed.output()).contains("epoch 3 of 3");
        Outcome own = cnn("evaluate", model);
        assertThat(own.code()).as(own.errors()).isZero();
        assertThat(own.errors()).contains("1 broken photo left out, of zero bytes: train/cats/cat.4.png");
        Outcome fails = cnn("evaluate", model, "--broken", "fail");
        assertThat(fails.code()).isEqualTo(2);
        assertThat(fails.errors()).contains("photo train/cats/cat.4.png cannot be read").hasLineCount(1);
        Path cache = temp.resolve("cache");
        assertThat(cnn("evaluate", model, "--cache", cache).output()).isEqualTo(own.output());
        assertThat(cache).isNotEmptyDirectory();
        assertThat(cnn("evaluate", model, "--no-cache").output()).isEqualTo(own.output());
        assertThat(cnn("evaluate", model, "--cache", cache, "--no-cache").code()).isEqualTo(2);
        Outcome named = cnn("evaluate", model, "--data", photos, "--part", "test");
        assertThat(named.output()).isEqualTo(own.output());
        assertThat(cnn("evaluate", model, "--data", photos).output()).isEqualTo(own.output());
        assertThat(cnn("evaluate", model, "--part", "validation").code()).isZero();
        Outcome train = cnn("evaluate", model, "--data", photos, "--part", "train");
        assertThat(train.errors()).contains("cannot read picture train/cats/cat.4.png: ");
        assertThat(cnn("evaluate", model, "--data", photos, "--part", "train", "--broken", "fail").code()).isEqualTo(2);
    }

    @Test
    void experimentsCountWhatIsBroken() throws IOException {
        Path out = temp.resolve("experiments");
        Outcome run = cnn("experiment", "run", run(), "--data", photos, "--out", out, "--no-cache");
        assertThat(run.code()).as(run.errors()).isZero();
        String note = "1 broken photo left out, of zero bytes: train/cats/cat.4.png";
        assertThat(run.output()).contains(note);
        assertThat(Files.readString(out.resolve("report.md"))).contains(note);
        Outcome fails = cnn("experiment", "run", run(), "--data", photos, "--out", out, "--broken", "fail");
        assertThat(fails.code()).isEqualTo(2);
        assertThat(fails.errors()).contains("cat.4.png cannot be read").hasLineCount(1);
    }

    @Test
    void anotherSplitIsChosen() throws IOException {
        Path out = temp.resolve("experiments");
        Outcome run = cnn("experiment", "run", run(), "--data", photos, "--out", out, "--no-cache", "--split", "random");
        assertThat(run.code()).as(run.errors()).isZero();
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("dogs-vs-cats, split random {train: 0.8, validation: 0.1, test: 0.1, seed: 1}: 23 to learn from");
        Outcome asIs = cnn("experiment", "run", run(), "--data", photos, "--out", out, "--no-cache");
        assertThat(asIs.code()).isEqualTo(2);
        assertThat(asIs.errors()).contains("as another version of the file trained it").hasLineCount(1);
        Outcome unknown = cnn("train", "--config", run(), "--data", photos, "--split", "cholet");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.errors()).contains("unknown split 'cholet'", "chollet").hasLineCount(1);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Outcome nowhere = cnn("train", "--config", run());
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.errors()).contains("name their folder or archive with --data PATH").hasLineCount(1);
        Outcome gone = cnn("train", "--config", run(), "--data", temp.resolve("gone"));
        assertThat(gone.errors()).contains("there is no ").hasLineCount(1);
        Outcome broken = cnn("train", "--config", run(), "--data", photos, "--broken", "fail");
        assertThat(broken.errors()).contains("cat.4.png cannot be read").hasLineCount(1);
        String other = RUN.replaceFirst("\\{photos.*", "cats-dogs-32").replaceFirst(" +early_stopping.*", "");
        Path embedded = Files.writeString(temp.resolve("embedded.yaml"), other);
        assertThat(cnn("train", "--config", embedded, "--data", photos).errors())
                .contains("--data is for photos of your own").hasLineCount(1);
    }
}
