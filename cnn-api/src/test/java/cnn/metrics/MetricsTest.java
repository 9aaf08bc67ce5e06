package cnn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.error.BadInputException;
import cnn.loss.Hinge;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each number worked out by hand. */
class MetricsTest {
    private static final Offset<Double> EXACT = within(16 * 0x1p-53);

    /** Seven samples of three classes; every row's largest output is the answer: 0, 1, 0, 1, 1, 2, 0. */
    private static final double[] Y = {
        2, 1, 0,
        0, 1, 0,
        5, 0, 4,
        0, 3, 0,
        1, 2, 1,
        0, 0, 1,
        1, 0, 0
    };

    private static final int[] LABELS = {0, 0, 0, 1, 1, 2, 2};

    private static Evaluation evaluation(LossSpec loss) {
        return Evaluation.of(loss, 3, Y, LABELS);
    }

    @Test
    void confusionPrecisionRecallAndF1() {
        Evaluation e = evaluation(new SoftmaxCrossEntropy());
        assertThat(e.confusion().counts()).containsExactly(List.of(2, 1, 0), List.of(0, 2, 0), List.of(1, 0, 1));
        assertThat(e.accuracy()).isCloseTo(5 / 7.0, EXACT);
        assertThat(e.classes()).extracting(ClassScores::precision).containsExactly(2 / 3.0, 2 / 3.0, 1.0);
        assertThat(e.classes()).extracting(ClassScores::recall).containsExactly(2 / 3.0, 1.0, 0.5);
        assertThat(e.classes()).extracting(ClassScores::f1).containsExactly(2 / 3.0, 0.8, 2 / 3.0);
        assertThat(e.classes()).extracting(ClassScores::support).containsExactly(3, 2, 2);
        assertThat(e.macroPrecision()).isCloseTo(7 / 9.0, EXACT);
        assertThat(e.macroRecall()).isCloseTo(13 / 18.0, EXACT);
        assertThat(e.macroF1()).isCloseTo(32 / 45.0, EXACT);
    }

    @Test
    void theLossIsThatOfAllSamplesAtOnce() {
        // Squares of y - t, row by row: 2, 2, 32, 4, 3, 0, 2.
        assertThat(evaluation(new MeanSquaredError()).loss()).isCloseTo(45 / 21.0, EXACT);
    }

    @Test
    void aClassThatNeverOccursDoesNotCount() {
        Evaluation e = Evaluation.of(new MeanSquaredError(), 3, new double[] {1, 0, 0, 0, 1, 0}, new int[] {0, 0});
        // Class 0: precision 1, recall 1/2; class 1 was answered and never right; class 2 is nowhere.
        assertThat(e.macroPrecision()).isEqualTo(0.5);
        assertThat(e.macroRecall()).isEqualTo(0.25);
        assertThat(e.macroF1()).isCloseTo(1 / 3.0, EXACT);
        assertThat(e.rocAuc()).as("no class has positives and negatives").isEmpty();
        assertThat(e.calibrationError()).as("no probabilities").isEmpty();
    }

    @Test
    void areaUnderTheCurve() {
        boolean[] positive = {true, false, true, false, true};
        // Pairs won by the positives 5, 3, 1 against 4, 2: 2 + 1 + 0 of 6.
        assertThat(RocAuc.of(new double[] {5, 4, 3, 2, 1}, positive)).hasValue(0.5);
        assertThat(RocAuc.of(new double[] {5, 1, 4, 0, 3}, positive)).hasValue(1);
        assertThat(RocAuc.of(new double[] {0, 4, 1, 5, 2}, positive)).hasValue(0);
    }

    @Test
    void tiesCountHalf() {
        boolean[] positive = {true, false, true, false};
        assertThat(RocAuc.of(new double[] {1, 1, 1, 1}, positive)).hasValue(0.5);
        // 2 beats 1 and 0; 1 ties with 1 and beats 0: 3.5 of 4.
        assertThat(RocAuc.of(new double[] {2, 1, 1, 0}, positive)).hasValue(0.875);
        assertThat(RocAuc.of(new double[] {0.0, -0.0, 0.0, -0.0}, positive)).hasValue(0.5);
        assertThat(RocAuc.of(new double[] {1, 2}, new boolean[] {true, true})).isEmpty();
        assertThat(RocAuc.of(new double[] {1, Double.NaN}, new boolean[] {true, false})).isEmpty();
    }

    @Test
    void eachClassAgainstTheRest() {
        Evaluation e = evaluation(new Hinge());
        // Class 0's outputs: 2, 0, 5 against 0, 1, 0, 1: 4 + (2 ties) 1 + 4 of 12.
        assertThat(e.classes().get(0).rocAuc()).hasValue(9 / 12.0);
        // Class 1's: 3, 2 against 1, 1, 0, 0, 0.
        assertThat(e.classes().get(1).rocAuc()).hasValue(1);
        // Class 2's: 1, 0 against 0, 0, 4, 0, 1: (3 + 1/2) + 3/2 of 10.
        assertThat(e.classes().get(2).rocAuc()).hasValue(0.5);
        assertThat(e.rocAuc()).hasValue(0.75);
    }

    /** Both have p = 1 in double, and yet one is surer. */
    @Test
    void sureAnswersAreStillOrdered() {
        double[] y = {100, 0, 200, 0};
        Evaluation e = Evaluation.of(new SoftmaxCrossEntropy(), 2, y, new int[] {1, 0});
        assertThat(e.rocAuc()).hasValue(1);
    }

    @Test
    void calibration() {
        double[] confidence = {0.95, 0.9, 0.55, 0.6, 0.5};
        boolean[] correct = {true, false, true, true, false};
        // Two bins, (0, 0.5] and (0.5, 1]: |0 - 0.5| and |3 - 3| over 5.
        assertThat(CalibrationError.of(confidence, correct, 2)).isCloseTo(0.1, EXACT);
        // Ten bins: (0.9, 1] 0.05, (0.8, 0.9] 0.9, (0.5, 0.6] 2 - 1.15 = 0.85, (0.4, 0.5] 0.5; over 5.
        assertThat(CalibrationError.of(confidence, correct, 10)).isCloseTo(0.46, EXACT);
        assertThat(CalibrationError.of(new double[] {1, 0}, new boolean[] {true, false}, 15)).isZero();
    }

    @Test
    void confidenceIsTheProbabilityOfTheAnswer() {
        double[] y = {Math.log(3), 0};
        Evaluation softmax = Evaluation.of(new SoftmaxCrossEntropy(), 2, y, new int[] {0});
        assertThat(softmax.calibrationError().orElseThrow()).isCloseTo(0.25, EXACT);
        Evaluation sigmoid = Evaluation.of(new SigmoidCrossEntropy(), 2, y, new int[] {1});
        assertThat(sigmoid.calibrationError().orElseThrow()).isCloseTo(0.75, EXACT);
        assertThat(Answers.probabilities(new SigmoidCrossEntropy(), new double[] {-1e4, 0, 1e4}).orElseThrow())
                .containsExactly(0, 0.5, 1);
    }

    @Test
    void monitorsAreFoundByName() {
        assertThat(Monitor.named("roc_auc").value(evaluation(new Hinge()))).isEqualTo(0.75);
        assertThat(Monitor.named("loss").higherIsBetter()).isFalse();
        assertThatThrownBy(() -> Monitor.named("acuracy"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("did you mean 'accuracy'?");
    }
}
