package cnn.pytorch;

import static cnn.pytorch.SmallNetworks.PLAIN;
import static cnn.pytorch.SmallNetworks.RESIDUAL;
import static cnn.pytorch.SmallNetworks.TOLERANCE;
import static cnn.pytorch.SmallNetworks.batch;
import static cnn.pytorch.SmallNetworks.close;
import static cnn.pytorch.SmallNetworks.engine;
import static cnn.pytorch.SmallNetworks.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.compare.engine.Engine;
import cnn.data.Batch;
import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.UpdateSpec;
import cnn.optim.Velocity;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training, step by step, against the textbook: every optimizer, every loss. */
class PyTorchTrainingTest {
    private static final int STEPS = 4;

    /** An ε that matters, and limits that some of the numbers reach. */
    static Stream<UpdateSpec> updates() {
        UpdateSpec momentum = UpdateSpec.of(new Momentum(0.05, 0.9));
        UpdateSpec penalties = momentum.withL1(0.01).withL2(0.1).withWeightDecay(0.2);
        return Stream.concat(
                Stream.of(
                                new Sgd(0.05),
                                new Momentum(0.05, 0.9),
                                new Momentum(0.05, 0.9, Velocity.STEPS),
                                new Nesterov(0.05, 0.9),
                                new Nesterov(0.05, 0.9, Velocity.STEPS),
                                new AdaGrad(0.05, 1e-2, EpsilonRoot.OUTSIDE, 0.1),
                                new AdaGrad(0.05, 1e-2, EpsilonRoot.INSIDE, 0),
                                new RmsProp(0.05, 0.99, 1e-2, EpsilonRoot.OUTSIDE, 0),
                                new RmsProp(0.05, 0.99, 1e-2, EpsilonRoot.INSIDE, 0.1),
                                new Adam(0.01),
                                new Adam(0.01, 0.8, 0.99, 1e-3),
                                new Adam(0.01, 0.8, 0.99, 1e-3, EpsilonCorrection.BEFORE),
                                new AdamW(new Adam(0.01), 0.3, DecayScope.ALL),
                                new AdamW(0.01),
                                new Nadam(0.01),
                                new Nadam(0.01, 0.8, 0.99, 1e-3, Nadam.Momentum.CONSTANT, 0),
                                new AmsGrad(0.01, 0.8, 0.6, 1e-3, EpsilonCorrection.AFTER),
                                new AmsGrad(0.01, 0.8, 0.6, 1e-3, EpsilonCorrection.BEFORE))
                        .map(UpdateSpec::of),
                Stream.of(
                        penalties,
                        penalties.withClipping(Clipping.Kind.VALUE, 0.05),
                        penalties.withClipping(Clipping.Kind.NORM, 0.1),
                        penalties.withClipping(Clipping.Kind.GLOBAL_NORM, 0.2),
                        penalties.withMaxNorm(0.5)));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void trainsAsTheTextbookDoes(UpdateSpec update) {
        for (NetworkSpec network : List.of(PLAIN, RESIDUAL)) {
            try (Engine pytorch = engine("pytorch", network, new SoftmaxCrossEntropy(), update);
                    Engine textbook = engine("textbook", network, new SoftmaxCrossEntropy(), update)) {
                trainTogether(pytorch, textbook);
            }
        }
    }

    static Stream<LossSpec> losses() {
        return Stream.of(
                new SoftmaxCrossEntropy(0.1, List.of()),
                new SoftmaxCrossEntropy(0.2, List.of(0.5, 2.0, 1.0)),
                new MeanSquaredError(),
                new SigmoidCrossEntropy(),
                new MeanAbsoluteError(),
                new Huber(0.3),
                new Hinge());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLossTeachesTheSame(LossSpec loss) {
        try (Engine pytorch = engine("pytorch", PLAIN, loss, new Sgd(0.05), Precision.FLOAT64);
                Engine textbook = engine("textbook", PLAIN, loss, new Sgd(0.05), Precision.FLOAT64)) {
            trainTogether(pytorch, textbook);
        }
    }

    /** Of samples mixed from two. */
    @ParameterizedTest
    @MethodSource("losses")
    void everyLossTakesSharesOfClassesAsTheTextbookDoes(LossSpec loss) {
        Batch plain = batch(PLAIN, 5, 3);
        Batch.Mixed second = new Batch.Mixed(new int[5], new float[] {0.25f, 0, 1, 0.5f, 0.7f});
        Batch mixed = new Batch(plain.shape(), plain.x(), plain.labels(), Optional.of(second));
        try (Engine pytorch = engine("pytorch", PLAIN, loss, new Sgd(0.05), Precision.FLOAT64);
                Engine textbook = engine("textbook", PLAIN, loss, new Sgd(0.05), Precision.FLOAT64)) {
            pytorch.setParameters(parameters(PLAIN));
            textbook.setParameters(parameters(PLAIN));
            if (loss instanceof Hinge) {
                assertThatThrownBy(() -> pytorch.trainStep(mixed)).hasMessageContaining("loss hinge");
                return;
            }
            assertThat(pytorch.trainStep(mixed)).isCloseTo(textbook.trainStep(mixed), within(TOLERANCE));
            close("parameters", pytorch.parameters(), textbook.parameters());
            assertThat(pytorch.trace(mixed).loss()).isCloseTo(textbook.trace(mixed).loss(), within(TOLERANCE));
        }
    }

    private static void trainTogether(Engine pytorch, Engine textbook) {
        double[] start = parameters(pytorch.network());
        pytorch.setParameters(start);
        textbook.setParameters(start);
        for (int t = 0; t < STEPS; t++) {
            pytorch.setLearningRate(0.05 / (1 + t));
            textbook.setLearningRate(0.05 / (1 + t));
            Batch batch = batch(pytorch.network(), t % 2 == 0 ? 8 : 5, 10 + t);
            double loss = textbook.trainStep(batch);
            assertThat(pytorch.trainStep(batch)).as("loss of step %d", t).isCloseTo(loss, within(TOLERANCE));
            close("parameters after step " + t, pytorch.parameters(), textbook.parameters());
        }
        Batch eight = batch(pytorch.network(), 8, 99);
        double[] expected = textbook.predict(eight);
        close("prediction", pytorch.predict(eight), expected);
        // More than the largest batch of training, in pieces; the first samples are the same.
        double[] many = pytorch.predict(batch(pytorch.network(), 19, 99));
        assertThat(many).hasSize(19 * pytorch.network().output().size());
        close("prediction of many", Arrays.copyOf(many, expected.length), expected);
    }
}
