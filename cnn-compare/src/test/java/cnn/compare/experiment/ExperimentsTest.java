package cnn.compare.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.config.RunConfig;
import cnn.data.Batch;
import cnn.init.InitialValues;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Shape;
import cnn.training.Learner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every experiment file says what it is, can be run, and learns. */
class ExperimentsTest {
    private static final int BATCH = 3;

    /** Initial values so large that the first step throws the network off, however small it is: what it is there to show. */
    private static final String EXPLODES = "ablations/initialisation/large";

    static Stream<String> all() {
        return Stream.of("dogs-vs-cats", "photos", "ablations")
                .flatMap(folder -> ExperimentFiles.in(folder).stream());
    }

    static Stream<Arguments> zoo() {
        return Stream.of("scratch", "nd4j")
                .flatMap(backend -> ExperimentFiles.in("dogs-vs-cats").stream()
                        .map(file -> Arguments.of(file, backend)));
    }

    static Stream<Arguments> photos() {
        return ExperimentFiles.in("photos").stream().map(file -> Arguments.of(file, "scratch"));
    }

    static Stream<Arguments> ablations() {
        return ExperimentFiles.in("ablations").stream()
                .filter(file -> !file.equals(EXPLODES))
                .map(file -> Arguments.of(file, "scratch"));
    }

    @Test
    void thereAreFiles() {
        assertThat(ExperimentFiles.in("dogs-vs-cats")).hasSizeGreaterThanOrEqualTo(14);
        assertThat(ExperimentFiles.in("photos")).hasSizeGreaterThanOrEqualTo(6);
        assertThat(ExperimentFiles.in("ablations")).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("all")
    void theHeaderNamesTheParameters(String file) {
        String text = ExperimentFiles.text(file);
        String header = text.substring(0, text.indexOf("\ndataset:")).replace("\n# ", " ");
        int parameters = ExperimentFiles.network(file).parameterCount();
        assertThat(header).contains(String.format(Locale.ROOT, "%,d parameters", parameters));
        assertThat(text.lines()).allMatch(line -> line.length() <= 120);
    }

    /** One small step down the gradient of a batch, whose loss is then asked again with the same dropout masks. */
    @ParameterizedTest
    @MethodSource({"zoo", "photos", "ablations"})
    void oneStepLowersTheLossOfItsBatch(String file, String backend) {
        RunConfig config = ExperimentFiles.read(file);
        Batch batch = batch(config.network().input());
        try (Backend chosen = Backends.named(backend);
                Network network = Network.build(config.network(), chosen, BuildOptions.batch(BATCH));
                Learner learner = new Learner(network, config.training())) {
            network.setParameters(InitialValues.of(
                    config.training().initializer(), config.network(), 1, chosen, () -> batch));
            double before = learner.step(batch, 0.001 * config.training().update().learningRate());
            learner.startAt(0);
            double after = learner.gradient(batch);
            assertThat(after).isFinite().isLessThan(before);
        }
    }

    /** Of uneven classes, so that even a network that is all zeros has something to learn. */
    private static Batch batch(Shape sample) {
        AddressedRandom random = new AddressedRandom(3);
        float[] x = new float[BATCH * sample.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.normal(Purpose.TEST_DATA, 0, 0, i);
        }
        return new Batch(sample.withBatch(BATCH), x, new int[] {0, 1, 1});
    }

    /** An ablation changes one thing: the pictures, and what is measured on them, are the same in all of its files. */
    @Test
    void theFilesOfAnAblationAreTestedOnTheSamePictures() {
        List<String> others = new ArrayList<>();
        for (String file : ExperimentFiles.in("ablations")) {
            RunConfig config = ExperimentFiles.read(file);
            boolean same = config.dataset().name().equals("cats-dogs-32") && config.dataset().test().isEmpty()
                    && config.training().seed() == 1;
            if (!same) {
                others.add(file);
            }
        }
        assertThat(others).isEmpty();
    }
}
