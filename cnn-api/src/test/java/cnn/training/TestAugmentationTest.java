package cnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TestAugmentationTest {
    /** Two pictures of one channel, 2×3; the array is longer, as a source's may be. */
    private static final Batch TWO =
            new Batch(Shape.of(2, 1, 2, 3), new float[] {1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60, -1}, new int[] {0, 1});

    /** Weighs a picture's columns by 1, 10 and 100; gives the same array each time. */
    private static Function<Batch, double[]> columns() {
        double[] y = new double[2];
        return batch -> {
            for (int n = 0; n < 2; n++) {
                float[] x = batch.x();
                int at = 6 * n;
                y[n] = x[at] + x[at + 3] + 10 * (x[at + 1] + x[at + 4]) + 100 * (x[at + 2] + x[at + 5]);
            }
            return y;
        };
    }

    @Test
    void aPictureIsShownAsItIs() {
        assertThat(TestAugmentation.NONE.over(columns()).apply(TWO)).containsExactly(975, 9750);
    }

    @Test
    void theAnswerIsTheMeanOverAPictureAndItsMirrorImage() {
        // Mirrored, the columns are 3 + 6, 2 + 5 and 1 + 4: 9 + 70 + 500.
        assertThat(TestAugmentation.FLIP.over(columns()).apply(TWO)).containsExactly((975 + 579) / 2.0, (9750 + 5790) / 2.0);
        assertThat(TWO.x()).as("is left as it is").startsWith(1, 2, 3, 4, 5, 6, 10);
    }

    @Test
    void saysWhatDoesNotFit() {
        assertThat(TestAugmentation.named("flip")).isEqualTo(TestAugmentation.FLIP);
        assertThatThrownBy(() -> TestAugmentation.named("flop"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("did you mean 'flip'");
        assertThatThrownBy(() -> TestAugmentation.FLIP.requireFits(Shape.of(12)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("the network's input is [12]");
        assertThatCode(() -> TestAugmentation.NONE.requireFits(Shape.of(12))).doesNotThrowAnyException();
    }
}
