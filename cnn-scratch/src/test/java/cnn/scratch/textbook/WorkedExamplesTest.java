package cnn.scratch.textbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.SingleLayer;
import cnn.loss.Hinge;
import cnn.loss.Huber;
import cnn.loss.LossSpec;
import cnn.loss.MeanAbsoluteError;
import cnn.loss.MeanSquaredError;
import cnn.loss.SigmoidCrossEntropy;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Residual;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/layers, number by number. */
class WorkedExamplesTest {
    /** The pages give six digits after the point. */
    private static final Offset<Double> SIX_DIGITS = within(0.5e-6);

    private static final double[] COUNTING = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    private static final Shape IMAGE = Shape.of(1, 3, 3);

    private final TextbookBackend textbook = new TextbookBackend(1);

    @AfterEach
    void close() {
        textbook.close();
    }

    @Test
    void conv2d() {
        LayerOutputs out =
                run(new Conv2d(1, Window2d.of(2)), IMAGE, COUNTING, new double[] {1, 2, 3, 4, 1}, 1, -1, 2, 0);

        assertThat(out.y()).containsExactly(38, 48, 68, 78);
        assertThat(out.gradient()).as("dw, db").containsExactly(7, 9, 13, 15, 2);
        assertThat(out.dx()).containsExactly(1, 1, -2, 5, 5, -4, 6, 8, 0);
    }

    @Test
    void conv2dWithGroups() {
        LayerOutputs out = run(
                new Conv2d(2, Window2d.of(1, 2)).withGroups(2),
                Shape.of(2, 1, 3),
                new double[] {1, 2, 3, 4, 5, 6},
                new double[] {1, 2, 3, -1, 0, 1},
                1, -1, 2, 1);

        assertThat(out.y()).containsExactly(5, 8, 8, 10);
        assertThat(out.gradient()).as("dw, db").containsExactly(-1, -1, 13, 16, 0, 3);
        assertThat(out.dx()).containsExactly(1, 1, -2, 6, 1, -1);
    }

    @Test
    void batchNorm2d() {
        LayerInputs in = new LayerInputs(
                new BatchNorm2d(0.25, 4),
                Shape.of(1, 2, 2),
                1,
                new double[] {1, 3, 5, 7},
                new double[] {3, 1},
                new double[] {1, -2, 4, 5});
        LayerOutputs out = SingleLayer.run(textbook, in);

        assertThat(out.y()).containsExactly(new double[] {-2, 0, 2, 4}, SIX_DIGITS);
        assertThat(out.gradient()).as("dgamma, dbeta").containsExactly(new double[] {6, 8}, SIX_DIGITS);
        assertThat(out.dx()).containsExactly(new double[] {0.5, -3.5, 1.5, 1.5}, SIX_DIGITS);
        assertThat(out.state()).as("mean, var").containsExactly(1, 2);
        assertThat(SingleLayer.infer(textbook, in.withState(new double[] {1, 5}))).containsExactly(1, 3, 5, 7);
    }

    @Test
    void residual() {
        LayerOutputs out = run(
                Residual.of(List.of(new Dense(2))),
                Shape.of(2),
                new double[] {1, 2},
                new double[] {1, 2, 3, -1, 0, 1},
                1, 2);

        assertThat(out.y()).containsExactly(6, 4);
        assertThat(out.dx()).containsExactly(8, 2);
        assertThat(out.gradient()).as("dw, db").containsExactly(1, 2, 2, 4, 1, 2);
    }

    @Test
    void globalAvgPool2d() {
        LayerOutputs out = run(
                new GlobalAvgPool2d(), Shape.of(2, 2, 2), new double[] {1, 2, 3, 6, 0, 4, -4, 8}, none(), 4, -2);

        assertThat(out.y()).containsExactly(3, 2);
        assertThat(out.dx()).containsExactly(1, 1, 1, 1, -0.5, -0.5, -0.5, -0.5);
    }

    @Test
    void maxPool2d() {
        LayerOutputs out =
                run(new MaxPool2d(Window2d.of(2)), IMAGE, new double[] {1, 5, 2, 5, 3, 4, 0, 4, 4}, none(), 1, 2, 3, 4);

        assertThat(out.y()).containsExactly(5, 5, 5, 4);
        assertThat(out.dx()).containsExactly(0, 3, 0, 3, 0, 4, 0, 0, 0);
    }

    @Test
    void avgPool2d() {
        Window2d window = Window2d.of(2).withStride(2).withPadding(Padding.SAME);
        LayerOutputs excluded = run(new AvgPool2d(window, false), IMAGE, COUNTING, none(), 4, 2, 6, 1);
        LayerOutputs counted = run(new AvgPool2d(window, true), IMAGE, COUNTING, none(), 4, 2, 6, 1);

        assertThat(excluded.y()).containsExactly(3, 4.5, 7.5, 9);
        assertThat(excluded.dx()).containsExactly(1, 1, 1, 1, 1, 1, 3, 3, 1);
        assertThat(counted.y()).containsExactly(3, 2.25, 3.75, 2.25);
        assertThat(counted.dx()).containsExactly(1, 1, 0.5, 1, 1, 0.5, 1.5, 1.5, 0.25);
    }

    @Test
    void dense() {
        LayerOutputs out = run(
                new Dense(2), Shape.of(3), new double[] {1, 2, 3}, new double[] {1, 0, -1, 2, 1, 0, 0.5, -1}, 1, 2);

        assertThat(out.y()).containsExactly(-1.5, 3);
        assertThat(out.dx()).containsExactly(5, 2, -1);
        assertThat(out.gradient()).as("dw, db").containsExactly(1, 2, 3, 2, 4, 6, 1, 2);
    }

    @Test
    void losses() {
        loss(new SoftmaxCrossEntropy(), new double[] {1, 2, 0}, new double[] {0, 1, 0}, 0.407606, 0.244728, -0.334759, 0.090031);
        loss(
                new SoftmaxCrossEntropy(0.3, List.of(1.0, 2.0, 1.0)),
                new double[] {1, 2, 0},
                new double[] {0, 1, 0},
                1.033691, 0.340511, -0.402566, 0.062055);
        loss(new SigmoidCrossEntropy(), new double[] {2, -1}, new double[] {1, 1}, 0.720095, -0.059601, -0.365529);
        double[] y = {1, 2};
        double[] t = {0, 4};
        loss(new MeanSquaredError(), y, t, 2.5, 1, -2);
        loss(new MeanAbsoluteError(), y, t, 1.5, 0.5, -0.5);
        loss(new Huber(1), y, t, 1, 0.5, -0.5);
        loss(new Hinge(), new double[] {0.5, 2, -3}, new double[] {0, 1, 0}, 0.5, 1 / 3.0, 0, 0);
    }

    private static void loss(LossSpec loss, double[] y, double[] t, double expected, double... gradient) {
        double[] dy = new double[y.length];
        assertThat(loss.evaluate(1, y.length, y, t, dy)).as(loss.kind()).isCloseTo(expected, SIX_DIGITS);
        assertThat(dy).as(loss.kind()).containsExactly(gradient, SIX_DIGITS);
    }

    private LayerOutputs run(LayerSpec spec, Shape input, double[] x, double[] parameters, double... dy) {
        return SingleLayer.run(textbook, new LayerInputs(spec, input, 1, x, parameters, dy));
    }

    private static double[] none() {
        return new double[0];
    }
}
