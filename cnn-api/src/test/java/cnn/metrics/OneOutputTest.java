package cnn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.loss.Hinge;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.tensor.Shape;
import cnn.training.Targets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two classes by one output. */
class OneOutputTest {
    private static final double[] Z = {2.5, -1, 0.3, -0.2, 0, 4, -3, 1e-3};
    private static final int[] LABELS = {1, 0, 0, 1, 1, 1, 0, 1};

    /** The sigmoid of z is the softmax of (0, z): so all that is said of an answer must be the same. */
    @Test
    void aSigmoidIsASoftmaxOfTwo() {
        double[] two = new double[2 * Z.length];
        for (int n = 0; n < Z.length; n++) {
            two[2 * n + 1] = Z[n];
        }
        Evaluation one = Evaluation.of(new SigmoidCrossEntropy(), 1, Z, LABELS);
        Evaluation other = Evaluation.of(new SoftmaxCrossEntropy(), 2, two, LABELS);
        assertThat(one.loss()).isCloseTo(other.loss(), within(1e-15));
        assertThat(one.confusion()).isEqualTo(other.confusion());
        assertThat(one.classes()).isEqualTo(other.classes());
        assertThat(one.calibrationError().orElseThrow())
                .isCloseTo(other.calibrationError().orElseThrow(), within(1e-15));
        // At 0 both classes are as likely, and the first is the answer.
        assertThat(one.confusion().counts().get(0)).containsExactly(2, 1);
        assertThat(one.confusion().counts().get(1)).containsExactly(2, 3);
    }

    @Test
    void theThresholdIsHalfWayBetweenTheTargets() {
        assertThat(answers(new SigmoidCrossEntropy(), -0.1, 0, 0.1)).containsExactly(0, 0, 1);
        assertThat(answers(new Hinge(), -0.1, 0, 0.1)).containsExactly(0, 0, 1);
        assertThat(answers(new MeanSquaredError(), 0.4, 0.5, 0.6)).containsExactly(0, 0, 1);
    }

    private static int[] answers(LossSpec loss, double... y) {
        return Arrays.stream(y)
                .mapToInt(value -> Answers.answer(loss, new double[] {value}))
                .toArray();
    }

    @Test
    void theTargetIsTheLabel() {
        double[] t = new double[3];
        Targets.rows(batch(1, 0, 1), new SigmoidCrossEntropy(), 1, t);
        assertThat(t).containsExactly(1, 0, 1);
        assertThatThrownBy(() -> Targets.rows(batch(1, 2, 0), new SigmoidCrossEntropy(), 1, t))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("label 2 of sample 1");
    }

    /** Of a quarter of a dog and three quarters of a cat the target is a quarter. */
    @Test
    void aMixedSamplesTargetIsItsShareOfTheSecondClass() {
        double[] t = new double[2];
        Batch.Mixed second = new Batch.Mixed(new int[] {1, 0}, new float[] {0.25f, 0.25f});
        Batch mixed = new Batch(Shape.of(2, 1), new float[2], new int[] {0, 1}, Optional.of(second));
        Targets.rows(mixed, new SigmoidCrossEntropy(), 1, t);
        assertThat(t).containsExactly(0.25, 0.75);
    }

    @Test
    void theSoftmaxOfOneIsRefused() {
        assertThatThrownBy(() -> new SoftmaxCrossEntropy().requireOutputs(1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("sigmoid_cross_entropy");
    }

    private static Batch batch(int... labels) {
        return new Batch(Shape.of(labels.length, 1), new float[labels.length], labels);
    }
}
