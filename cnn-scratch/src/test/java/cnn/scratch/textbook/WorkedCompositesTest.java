package cnn.scratch.textbook;

import static cnn.scratch.textbook.WorkedExample.of;
import static cnn.scratch.textbook.WorkedExample.run;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.LayerOutputs;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.SeparableConv2d;
import cnn.spec.TransposedConv2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/layers for what is made of convolutions, number by number. */
class WorkedCompositesTest {
    private static final double[] COUNTING = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    private static final Shape IMAGE = Shape.of(1, 3, 3);

    @Test
    void depthwiseConv2d() {
        LayerOutputs out = run(
                new DepthwiseConv2d(2, Window2d.of(2), true),
                IMAGE,
                COUNTING,
                of(1, 2, 3, 4, 1, 0, 0, -1, 0, 1),
                1, 0, 0, 0, 0, 1, 2, 0);

        assertThat(out.y()).containsExactly(37, 47, 67, 77, -3, -3, -3, -3);
        assertThat(out.gradient()).as("dw, db").containsExactly(1, 2, 4, 5, 10, 13, 19, 22, 1, 3);
        assertThat(out.dx()).containsExactly(1, 3, 0, 5, 4, -1, 0, -2, 0);
    }

    @Test
    void separableConv2d() {
        LayerOutputs out = run(
                new SeparableConv2d(2, Window2d.of(2)),
                IMAGE,
                COUNTING,
                of(1, 2, 3, 4, 2, -1, 0, 1),
                1, 0, 1, 0, 0, 1, 1, 0);

        assertThat(out.y()).containsExactly(74, 94, 134, 154, -36, -46, -66, -76);
        assertThat(out.gradient())
                .as("depthwise dw, pointwise dw, db")
                .containsExactly(4, 6, 10, 12, 104, 114, 2, 2);
        assertThat(out.dx()).containsExactly(2, 3, -2, 7, 7, -4, 3, 4, 0);
    }

    @Test
    void transposedConv2d() {
        LayerOutputs out = run(
                new TransposedConv2d(1, Window2d.of(2)),
                Shape.of(1, 2, 2),
                of(1, 2, 3, 4),
                of(1, 2, 3, -1, 1),
                1, 0, 2, 0, -1, 0, 3, 0, 1);

        assertThat(out.y()).containsExactly(2, 5, 5, 7, 16, 7, 10, 10, -3);
        assertThat(out.gradient()).as("dw, db").containsExactly(-3, 1, 7, 3, 6);
        assertThat(out.dx()).containsExactly(2, 1, 7, -2);
    }

    @Test
    void concat() {
        LayerOutputs out = run(
                Concat.of(List.of(List.of(new Conv2d(1, Window2d.of(1))), List.of())),
                Shape.of(1, 1, 3),
                of(1, 2, 3),
                of(2, 1),
                1, 2, 3, 4, 5, 6);

        assertThat(out.y()).containsExactly(3, 5, 7, 1, 2, 3);
        assertThat(out.dx()).containsExactly(6, 9, 12);
        assertThat(out.gradient()).as("dw, db").containsExactly(14, 6);
    }
}
