package cnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cnn.data.Normalization;
import cnn.error.BadInputException;
import cnn.metrics.Probabilities;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A description, and the run in it, are the same after being written and read. */
class ModelDescriptionTest {
    private static final String RUN =
            """
            # A comment.
            dataset: cats-dogs-32
            network:
              input: [3, 4, 4]
              layers:
                - conv2d: {channels: 4, kernel: 3}
                - batch_norm2d
                - residual:
                    body:
                      - relu
                - flatten
                - dense: {units: 2}
            training:
              optimizer:
                adam: {learning_rate: 1e-3, beta1: 0.8}
              epochs: 2
              batch_size: 10
            backend: {name: nd4j, precision: float64, threads: 3}
            """;

    private static final Normalization NORMALIZATION = new Normalization(List.of(
            new Normalization.Channel(1.0 / 3, 1e-7),
            new Normalization.Channel(0, 1),
            new Normalization.Channel(-2.5, 1e300)));

    private static RunDocument run() {
        return RunDocument.read(new StringReader(RUN), "run.yaml");
    }

    private static ModelDescription of(RunDocument run) {
        return new ModelDescription(
                run.config().network(),
                List.of("cat: \"tom\"", "Käthe # dog"),
                NORMALIZATION,
                Probabilities.SIGMOID,
                Optional.of(run));
    }

    @Test
    void isTheSameAfterBeingWritten() {
        ModelDescription written = of(run());
        ModelDescription read = written.again();
        assertThat(read.network()).isEqualTo(written.network());
        assertThat(read.classes()).isEqualTo(written.classes());
        assertThat(read.normalization()).isEqualTo(NORMALIZATION);
        assertThat(read.probabilities()).isEqualTo(Probabilities.SIGMOID);
        assertThat(read.run().orElseThrow().config()).isEqualTo(run().config());
        assertThat(read.write()).isEqualTo(written.write());
    }

    @Test
    void needsNoRun() {
        NetworkSpec network =
                NetworkSpec.builder(Shape.of(1, 2, 2)).add(new Flatten()).add(new Dense(1)).build();
        Normalization grey = new Normalization(List.of(new Normalization.Channel(0.5, 0.25)));
        ModelDescription read = new ModelDescription(
                        network, List.of("no", "yes"), grey, Probabilities.NONE, Optional.empty())
                .again();
        assertThat(read.network()).isEqualTo(network);
        assertThat(read.run()).isEmpty();
    }

    @Test
    void replacesSingleValuesOfARun() {
        RunConfig changed = run().withEpochs(7)
                .withSeed(-3)
                .withSamples(OptionalInt.of(64), OptionalInt.empty())
                .withBackend("nd4j")
                .config();
        assertThat(changed.training()).isEqualTo(run().config().training().withEpochs(7).withSeed(-3));
        assertThat(changed.dataset()).isEqualTo(
                new DatasetSpec("cats-dogs-32", OptionalInt.of(64), OptionalInt.empty()));
        assertThat(changed.backendOptions()).isEqualTo(run().config().backendOptions());
        RunConfig moved = run().withBackend("textbook").config();
        assertThat(moved.backend()).isEqualTo("textbook");
        assertThat(moved.backendOptions()).isEqualTo(run().config().optionsOf("textbook"));
        assertThat(of(run().withEpochs(7)).again().run().orElseThrow().config().training().epochs()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            classes: [                   | classes: {[        | not valid YAML
            classes: [                   | klasses: [         | 'klasses' in the file (did you mean 'classes'?)
            "Käthe # dog"]               | "Käthe # dog", "a"] | has 2 outputs, but there are 3 classes
            mean:                        | maen:              | did you mean 'mean'?
            1.0E-7                       | 0                  | cannot be normalised
            probabilities: sigmoid       | probabilities: sig | unknown probabilities 'sig'
            units: 2                     | units: 3           | has 3 outputs, but there are 2 classes
            network:                     | netwerk:           | did you mean 'network'?
            epochs: 2                    | epochs: 0          | epochs must be at least 1
            """)
    void refusesWhatDoesNotFit(String good, String bad, String why) {
        String text = of(run()).write();
        assertThat(text).contains(good);
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> ModelDescription.read(new StringReader(text.replace(good, bad)), "model.yaml"))
                .withMessageContaining("model.yaml")
                .withMessageContaining(why);
    }
}
