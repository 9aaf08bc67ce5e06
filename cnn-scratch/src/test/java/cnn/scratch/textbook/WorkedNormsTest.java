package cnn.scratch.textbook;

import static cnn.scratch.textbook.WorkedExample.SIX_DIGITS;
import static cnn.scratch.textbook.WorkedExample.none;
import static cnn.scratch.textbook.WorkedExample.of;
import static cnn.scratch.textbook.WorkedExample.run;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.LayerOutputs;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LocalResponseNorm;
import cnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/layers for normalisation within a sample, number by number. */
class WorkedNormsTest {
    @Test
    void layerNorm() {
        LayerOutputs out =
                run(new LayerNorm(4), Shape.of(4), of(1, 3, 5, 7), of(3, 3, 6, 3, 0, 1, 0, -1), 1, -2, 2, 5);

        assertThat(out.y()).containsExactly(of(-3, 0, 2, 2), SIX_DIGITS);
        assertThat(out.dx()).containsExactly(of(0.5, -3.5, 1.5, 1.5), SIX_DIGITS);
        assertThat(out.gradient())
                .as("dgamma, dbeta")
                .containsExactly(of(-1, 2 / 3.0, 2 / 3.0, 5, 1, -2, 2, 5), SIX_DIGITS);
    }

    @Test
    void groupNorm() {
        LayerOutputs out = run(
                new GroupNorm(2, 4),
                Shape.of(2, 2, 2),
                of(1, 3, 5, 7, 6, 0, 4, 2),
                of(3, 6, 0, 1),
                1, -2, 4, 5, 1, 1, 2, 0);

        assertThat(out.y()).containsExactly(of(-3, -1, 1, 3, 7, -5, 3, -1), SIX_DIGITS);
        assertThat(out.dx())
                .containsExactly(of(0.5, -3.5, 1.5, 1.5, -1 / 3.0, 1 / 3.0, 17 / 9.0, -17 / 9.0), SIX_DIGITS);
        assertThat(out.gradient()).as("dgamma, dbeta").containsExactly(of(6, 2 / 3.0, 8, 4), SIX_DIGITS);
    }

    @Test
    void localResponseNorm() {
        LayerOutputs out = run(
                new LocalResponseNorm(3, 1, 1, 1), Shape.of(3, 1, 1), of(1, 2, 0), none(), 36, 72, 25);

        assertThat(out.y()).containsExactly(of(1 / 6.0, 1 / 3.0, 0), SIX_DIGITS);
        assertThat(out.dx()).containsExactly(of(-4, -8, 5), SIX_DIGITS);
    }
}
