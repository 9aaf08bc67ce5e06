package cnn.compare.cli;

import static cnn.compare.cli.Outcome.cnn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One output for cats and dogs, from the training to what is said of a picture. */
class OneOutputTest {
    private static final String RUN =
            """
            dataset: {name: cats-dogs-32, train: 64, test: 40}
            network:
              input: [3, 32, 32]
              layers:
                - max_pool2d: {kernel: 8}
                - flatten
                - dense: {units: 1}
            training:
              loss: sigmoid_cross_entropy
              optimizer: {adam: {learning_rate: 0.02}}
              epochs: 20
              batch_size: 16
            backend: scratch
            """;

    @TempDir
    private Path temp;

    private Path run(String text) throws IOException {
        return Files.writeString(temp.resolve("run.yaml"), text);
    }

    @Test
    void learnsAndKnowsBothClasses() throws IOException {
        Path model = temp.resolve("model");
        assertThat(cnn("train", "--config", run(RUN), "--out", model).errors()).isEmpty();
        Outcome judged = cnn("evaluate", model, "--part", "train", "--json");
        assertThat(judged.code()).as(judged.errors()).isZero();
        JsonNode evaluation = JsonMapper.shared().readTree(judged.output());
        assertThat(evaluation.get("accuracy").asDouble()).isGreaterThan(0.7);
        assertThat(evaluation.get("classes")).hasSize(2);

        Path picture = temp.resolve("grey.png");
        ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        Outcome said = cnn("predict", model, picture, "--top", 2, "--json");
        assertThat(said.code()).as(said.errors()).isZero();
        JsonNode scores = JsonMapper.shared().readTree(said.output()).get("pictures").get(0).get("scores");
        double sum = scores.get("cat").asDouble() + scores.get("dog").asDouble();
        assertThat(sum).isCloseTo(1, within(1e-9));
    }

    @Test
    void softmaxNeedsTwo() throws IOException {
        Outcome refused = cnn("train", "--config", run(RUN.replace("sigmoid_", "softmax_")));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.errors()).contains("run.yaml").contains("sigmoid_cross_entropy");
    }
}
