package cnn.scratch.textbook;

import static cnn.scratch.textbook.WorkedExample.SIX_DIGITS;
import static cnn.scratch.textbook.WorkedExample.none;
import static cnn.scratch.textbook.WorkedExample.of;
import static cnn.scratch.textbook.WorkedExample.run;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.LayerOutputs;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.Relu;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.Tanh;
import cnn.spec.Upsample2d;
import cnn.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/layers for layers without parameters, number by number. */
class WorkedActivationsTest {
    private static final Shape IMAGE = Shape.of(1, 3, 3);

    @Test
    void activations() {
        activation(new Relu(), of(0, 0, 2), of(0, 0, 7));
        activation(new LeakyRelu(0.1), of(-0.1, 0, 2), of(0.5, 0.6, 7));
        activation(new Elu(), of(-0.632121, 0, 2), of(1.839397, 6, 7));
        activation(new Gelu(), of(-0.158655, 0, 1.954500), of(-0.416577, 3, 7.596623));
        activation(
                new Gelu(Gelu.Approximation.TANH), of(-0.158808, 0, 1.954598), of(-0.414820, 3, 7.602695));
        activation(new Silu(), of(-0.268941, 0, 1.761594), of(0.361647, 3, 7.635490));
        activation(new Softplus(), of(0.313262, 0.693147, 2.126928), of(1.344707, 3, 6.165580));
        activation(new Sigmoid(), of(0.268941, 0.5, 0.880797), of(0.983060, 1.5, 0.734955));
        activation(new Tanh(), of(-0.761594, 0, 0.964028), of(2.099872, 6, 0.494556));
    }

    private static void activation(LayerSpec spec, double[] y, double[] dx) {
        LayerOutputs out = run(spec, Shape.of(3), of(-1, 0, 2), none(), 5, 6, 7);
        assertThat(out.y()).as(spec.kind()).containsExactly(y, SIX_DIGITS);
        assertThat(out.dx()).as(spec.kind()).containsExactly(dx, SIX_DIGITS);
    }

    @Test
    void softmax() {
        LayerOutputs out = run(new Softmax(), Shape.of(3), of(0, Math.log(2), 0), none(), 4, 8, 0);

        assertThat(out.y()).containsExactly(of(0.25, 0.5, 0.25), SIX_DIGITS);
        assertThat(out.dx()).containsExactly(of(-0.25, 1.5, -1.25), SIX_DIGITS);
    }

    @Test
    void globalMaxPool2d() {
        LayerOutputs out = run(new GlobalMaxPool2d(), IMAGE, of(1, 5, 2, 5, 3, 4, 0, 4, 4), none(), 3);

        assertThat(out.y()).containsExactly(5);
        assertThat(out.dx()).containsExactly(0, 3, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void upsample2d() {
        LayerOutputs out = run(
                new Upsample2d(2),
                Shape.of(1, 2, 2),
                of(1, 2, 3, 4),
                none(),
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

        assertThat(out.y()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
        assertThat(out.dx()).containsExactly(14, 22, 46, 54);
    }

    @Test
    void dropout() {
        LayerOutputs out = run(
                new Dropout(0.5), IMAGE, of(1, 2, 3, 4, 5, 6, 7, 8, 9), none(), 1, 1, 1, 2, 2, 2, 3, 3, 3);

        assertThat(out.y()).containsExactly(2, 0, 6, 0, 0, 12, 0, 0, 18);
        assertThat(out.dx()).containsExactly(2, 0, 2, 0, 0, 4, 0, 0, 6);
    }
}
