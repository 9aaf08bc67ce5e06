package cnn.scratch.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.check.DirectionalCheck;
import cnn.check.DirectionalFinding;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.contract.PatchedBackend;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectionalCheckTest {
    private static final int BATCH = 4;
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);

    /** Some 20,000 parameters and as many activations. */
    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(3, 14, 12))
            .add(new Conv2d(8, SAME))
            .add(new BatchNorm2d())
            .add(new Relu())
            .add(Residual.of(List.of(new Conv2d(8, SAME), new Tanh(), new Conv2d(8, SAME))))
            .add(new MaxPool2d(2))
            .add(new Flatten())
            .add(new Dense(50))
            .add(new Relu())
            .add(new Dense(3))
            .build();

    private final Backend textbook = Backends.named("textbook");

    @AfterEach
    void close() {
        textbook.close();
    }

    private static DirectionalFinding along(Backend backend, LossSpec loss) {
        double[] parameters = normal(0, NETWORK.parameterCount(), 0.1);
        double[] x = normal(1, NETWORK.input().withBatch(BATCH).size(), 1);
        double[] targets = new double[BATCH * 3];
        for (int n = 0; n < BATCH; n++) {
            targets[n * 3 + n % 3] = 1;
        }
        return DirectionalCheck.ofNetwork(backend, NETWORK, parameters, loss, BATCH, x, targets, 3);
    }

    private static double[] normal(int tensor, int length, double scale) {
        AddressedRandom random = new AddressedRandom(5);
        double[] values = new double[length];
        Arrays.setAll(values, i -> scale * random.normal(Purpose.TEST_DATA, 0, tensor, i));
        return values;
    }

    @Test
    void aLargeNetworkIsCheckedByAFewPasses() {
        for (LossSpec loss : List.of(new SoftmaxCrossEntropy(), new MeanSquaredError())) {
            DirectionalFinding finding = along(textbook, loss);
            assertThat(finding.agrees()).as(finding.describe()).isTrue();
            assertThat(finding.numbers()).isGreaterThan(18_000);
            assertThat(finding.checked()).isEqualTo(3);
            // A tolerance that accepts anything would prove nothing.
            assertThat(finding.tolerance()).isLessThan(1e-3 * Math.abs(finding.differences()));
        }
    }

    @Test
    void oneWrongElementAmongThousandsIsFound() {
        Backend wrong = PatchedBackend.of(
                textbook, "dense", (placed, plan, backend) -> new OwnDense(placed, plan, backend, i -> i == 11 ? 0 : 1));
        DirectionalFinding finding = along(wrong, new SoftmaxCrossEntropy());
        assertThat(finding.agrees()).as(finding.describe()).isFalse();
    }

    /** Where x may lie on kinks, every direction may tip some winner over; among spikes small values drown. */
    @Test
    void theCatalogueIsCheckedSharply() {
        List<LayerCase> cases = LayerCases.all().stream()
                .filter(on -> !on.data().mayLieOnKinks())
                .toList();
        int sharp = 0;
        for (LayerCase on : cases) {
            DirectionalFinding finding = DirectionalCheck.ofLayer(textbook, on.inputs(Precision.FLOAT64), 1);
            boolean fine = finding.tolerance() <= 1e-5 * Math.abs(finding.differences());
            sharp += finding.checked() > 0 && fine ? 1 : 0;
        }
        assertThat(sharp).isGreaterThan(cases.size() * 9 / 10);
    }

    @Test
    void float32IsTooCoarse() {
        try (Backend scratch = Backends.named("scratch")) {
            assertThatThrownBy(() -> along(scratch, new MeanSquaredError())).hasMessageContaining("need float64");
        }
    }
}
