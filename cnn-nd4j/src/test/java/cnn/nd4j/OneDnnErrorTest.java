package cnn.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.check.ErrorBound;
import cnn.check.LayerCheck;
import cnn.check.LayerInputs;
import cnn.check.SingleLayer;
import cnn.nd4j.library.OneDnn;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Conv2d;
import cnn.spec.Padding;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** oneDNN's kernels on the shapes where it turns to Winograd's algorithm, which the contract's small cases do not reach. */
class OneDnnErrorTest {
    @ParameterizedTest
    @CsvSource({"32, 32, 32, 2", "64, 64, 16, 4", "128, 128, 8, 32", "16, 64, 17, 3", "64, 16, 30, 1", "3, 32, 16, 16"})
    void keepsTheDerivedBound(int channels, int outputs, int extent, int n) {
        Conv2d spec = new Conv2d(outputs, Window2d.of(3).withPadding(Padding.SAME));
        Shape input = Shape.of(channels, extent, extent);
        LayerInputs in = new LayerInputs(
                spec,
                input,
                n,
                normal(0, n * input.size()),
                normal(1, outputs * (channels * 9 + 1)),
                normal(2, n * outputs * extent * extent));
        try (Backend backend = Backends.named("nd4j");
                Backend textbook = Backends.named("textbook")) {
            ErrorBound bound = ErrorBound.against(textbook, Precision.FLOAT32)
                    .withArithmetic(OneDnn.CONVOLUTION);
            assertThat(LayerCheck.of(in, SingleLayer.run(backend, in), bound))
                    .hasSize(4)
                    .allSatisfy(check -> assertThat(check.agrees())
                            .as(check.describe())
                            .isTrue());
        }
    }

    private static double[] normal(int tensor, int length) {
        AddressedRandom random = new AddressedRandom(5);
        double[] values = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.normal(Purpose.TEST_DATA, 0, tensor, i);
        }
        return values;
    }
}
