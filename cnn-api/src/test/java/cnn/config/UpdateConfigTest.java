package cnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cnn.error.BadInputException;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.Clipping;
import cnn.optim.Compatibility;
import cnn.optim.DecayScope;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.optim.Velocity;
import java.io.StringReader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys under {@code training} that say how parameters are updated. */
class UpdateConfigTest {
    private static UpdateSpec read(String optimizer, String more) {
        String yaml =
                """
                dataset: {name: cats-dogs-32, train: 100}
                network: {input: [3, 8, 8], layers: [flatten, {dense: {units: 2}}]}
                training:
                  epochs: 1
                  batch_size: 10
                  optimizer: %s
                %s
                backend: scratch
                """
                        .formatted(optimizer, more.isEmpty() ? "" : more.indent(2).stripTrailing());
        return RunConfig.read(new StringReader(yaml), "run.yaml").training().update();
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of("{sgd: {learning_rate: 0.1}}", new Sgd(0.1)),
                Arguments.of("{sgd: {compatibility: keras}}", new Sgd(0.01)),
                Arguments.of("{momentum: {learning_rate: 0.1}}", new Momentum(0.1, 0.9)),
                Arguments.of("{momentum: {compatibility: keras}}", new Momentum(0.01, 0.9, Velocity.STEPS)),
                Arguments.of(
                        "{nesterov: {learning_rate: 0.1, momentum: 0.5, velocity: steps}}",
                        new Nesterov(0.1, 0.5, Velocity.STEPS)),
                Arguments.of("{adagrad: {learning_rate: 0.1}}", new AdaGrad(0.1)),
                Arguments.of("{adagrad: {compatibility: keras}}", new AdaGrad(1e-3, 1e-7, EpsilonRoot.INSIDE, 0.1)),
                Arguments.of(
                        "{rmsprop: {learning_rate: 0.1, decay: 0.5, epsilon_place: inside}}",
                        new RmsProp(0.1, 0.5, 1e-8, EpsilonRoot.INSIDE, 0)),
                Arguments.of(
                        "{rmsprop: {compatibility: pytorch}}",
                        new RmsProp(0.01, 0.99, 1e-8, EpsilonRoot.OUTSIDE, 0)),
                Arguments.of(
                        "{rmsprop: {compatibility: dl4j, epsilon: 1e-4}}",
                        new RmsProp(0.1, 0.95, 1e-4, EpsilonRoot.OUTSIDE, 1e-4)),
                Arguments.of(
                        "{adam: {learning_rate: 0.1, epsilon_place: before}}",
                        new Adam(0.1, 0.9, 0.999, 1e-8, EpsilonCorrection.BEFORE)),
                Arguments.of(
                        "{adam: {compatibility: keras, beta1: 0.5}}",
                        new Adam(1e-3, 0.5, 0.999, 1e-7, EpsilonCorrection.BEFORE)),
                Arguments.of("{adamw: {learning_rate: 0.1}}", new AdamW(new Adam(0.1), 0.01, DecayScope.WEIGHTS)),
                Arguments.of(
                        "{adamw: {compatibility: pytorch, weight_decay: 0.1}}",
                        new AdamW(new Adam(1e-3), 0.1, DecayScope.ALL)),
                Arguments.of("{nadam: {compatibility: dl4j}}", Nadam.of(Compatibility.DL4J)),
                Arguments.of(
                        "{nadam: {learning_rate: 0.1, momentum_decay: 1}}",
                        new Nadam(0.1, 0.9, 0.999, 1e-8, Nadam.Momentum.SCHEDULED, 1)),
                Arguments.of(
                        "{amsgrad: {compatibility: keras, learning_rate: 0.1}}",
                        new AmsGrad(0.1, 0.9, 0.999, 1e-7, EpsilonCorrection.BEFORE)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void readsOptimizers(String yaml, OptimizerSpec expected) {
        assertThat(read(yaml, "")).isEqualTo(UpdateSpec.of(expected));
    }

    @Test
    void readsWhatGoesWithAnOptimizer() {
        UpdateSpec expected = UpdateSpec.of(new Sgd(0.1))
                .withL1(1e-6)
                .withL2(1e-4)
                .withWeightDecay(0.01)
                .withClipping(Clipping.Kind.GLOBAL_NORM, 5)
                .withMaxNorm(3);
        UpdateSpec update = read(
                "{sgd: {learning_rate: 0.1}}",
                """
                l1: 1e-6
                l2: 1e-4
                weight_decay: 0.01
                clip: {global_norm: 5}
                max_norm: 3
                """);
        assertThat(update).isEqualTo(expected);
        assertThat(update)
                .hasToString("Sgd[learningRate=0.1], clip by global norm at 5.0, l1 1.0E-6, l2 1.0E-4,"
                        + " weight decay 0.01, max-norm 3.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{adam: {beta1: 0.5}} | '' | 'learning_rate' is missing in adam",
                "{adam: {compatibility: kera}} | '' | unknown compatibility 'kera' (there are dl4j, keras, "
                        + "pytorch; did you mean 'keras'?)",
                "{adam: {learning_rate: 1, epsilon_place: outside}} | '' | unknown epsilon_place 'outside' "
                        + "(there are after, before)",
                "{momentum: {compatibility: dl4j}} | '' | momentum: compatibility: dl4j: this library has no "
                        + "such optimizer; its momentum is 'nesterov'",
                "{adamw: {compatibility: dl4j}} | '' | use 'adam' with 'weight_decay' beside 'optimizer'",
                "{adamw: {learning_rate: 1}} | weight_decay: 0.1 | adamw has a weight decay of its own, 0.01; "
                        + "remove 'weight_decay'",
                "{sgd: {learning_rate: 1}} | l1: -1 | update: l1 must be at least 0 and finite, got -1.0",
                "{sgd: {learning_rate: 1}} | max_norm: 0 | update: max_norm must be above 0 and finite, got 0.0",
                "{sgd: {learning_rate: 1}} | clip: {norms: 1} | unknown clipping 'norms' (there are "
                        + "global_norm, norm, value; did you mean 'norm'?)",
                "{sgd: {learning_rate: 1}} | clip: {value: 0} | clip: value must be above 0 and finite, got 0.0",
                "{sgd: {learning_rate: 1}} | clip: {value: 1, norm: 1} | clip: expected one entry",
            })
    void saysWhatIsWrong(String optimizer, String more, String message) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> read(optimizer, more.equals("''") ? "" : more))
                .withMessageStartingWith("run.yaml:")
                .withMessageContaining(message);
    }
}
