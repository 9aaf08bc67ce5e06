package cnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.data.Batch;
import cnn.data.augment.Augmentation;
import cnn.data.augment.Fill;
import cnn.data.augment.Mixup;
import cnn.error.BadInputException;
import cnn.loss.Hinge;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.Sgd;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static Batch mixed(int second, float share) {
        return new Batch(
                Shape.of(3, 1),
                new float[3],
                new int[] {2, 0, 1},
                Optional.of(new Batch.Mixed(new int[] {0, 0, second}, new float[] {0.25f, 0.5f, share})));
    }

    @Test
    void rowsAreShares() {
        double[] t = new double[10];
        Arrays.fill(t, 666.666);
        Targets.rows(mixed(1, 0), new SoftmaxCrossEntropy(), 3, t);
        // A sample mixed with another of its own class is of that class, and so is one that has no share of another.
        assertThat(t).containsExactly(0.25, 0, 0.75, 1, 0, 0, 0, 1, 0, 666.666);
        Targets.rows(new Batch(Shape.of(2, 1), new float[2], new int[] {1, 0}), new Hinge(), 2, t);
        assertThat(Arrays.copyOf(t, 4)).containsExactly(0, 1, 1, 0);
    }

    @Test
    void whatIsNoShareIsRefused() {
        double[] t = new double[9];
        assertThatThrownBy(() -> Targets.rows(mixed(3, 0.1f), new SoftmaxCrossEntropy(), 3, t))
                .isInstanceOf(BadInputException.class)
                .hasMessage("label 3 of sample 2 does not fit the network's 3 outputs");
        assertThatThrownBy(() -> Targets.rows(mixed(0, 1.5f), new SoftmaxCrossEntropy(), 3, t))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("share in sample 2 must be from 0 to 1, got 1.5");
    }

    @Test
    void hingeTakesNoShares() {
        assertThatThrownBy(() -> Targets.rows(mixed(0, 0.1f), new Hinge(), 3, new double[9]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("loss hinge")
                .hasMessageContaining("leave out mixup and cutmix");
        TrainingSpec.Builder builder = TrainingSpec.builder(new Sgd(0.1))
                .augmentation(new Augmentation(Fill.MEAN, List.of(new Mixup(1, 1))))
                .loss(new Hinge());
        assertThatThrownBy(builder::build).isInstanceOf(BadInputException.class).hasMessageContaining("loss hinge");
    }
}
