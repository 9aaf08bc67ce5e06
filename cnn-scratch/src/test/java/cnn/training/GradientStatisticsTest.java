package cnn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.data.Batch;
import cnn.loss.MeanSquaredError;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.optim.Sgd;
import cnn.schedule.PlateauState;
import cnn.schedule.Watch;
import cnn.spec.Dense;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GradientStatisticsTest {
    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(2))
            .add(new Dense(2))
            .add(new Relu())
            .add(new Dense(1))
            .build();

    /**
     * What an SGD of rate 0.5 does on one sample (1, 2) of class 1, so with the target 1; reports of each update
     * looked at.
     */
    private static List<GradientReport> reports(int updates, int every, double... parameters) {
        List<GradientReport> reports = new ArrayList<>();
        Batch batch = new Batch(Shape.of(1, 2), new float[] {1, 2}, new int[] {1});
        try (Backend backend = Backends.named("textbook");
                Network network = Network.build(NETWORK, backend, BuildOptions.batch(1));
                Learner learner = new Learner(network, new MeanSquaredError(), new Sgd(0.5), 1)) {
            network.setParameters(parameters);
            GradientStatistics statistics = new GradientStatistics(every, reports::add);
            for (int i = 1; i <= updates; i++) {
                learner.gradient(batch);
                statistics.beforeUpdate(learner, batch);
                learner.update(0.5);
                Progress after = new Progress(1, i, i, 0, i, PlateauState.START, Watch.START);
                statistics.onStep(new TrainingListener.Step(after, 1, 0, 0.5));
            }
        }
        return reports;
    }

    /**
     * Unit 0 gives 0.5·1 + 0.25·2 = 1, unit 1 gives -3 and so 0 behind the ReLU; y = 2·1 = 2, dy = 2·(2 - 1) = 2. In
     * the second layer dw = (2, 0), db = 2; in the first the unit 0 gets dw = 4·(1, 2), db = 4.
     */
    @Test
    void normsZerosAndRatiosByHand() {
        GradientReport report = reports(1, 1, 0.5, 0.25, -1, -1, 0, 0, 2, 3, 0).get(0);
        assertThat(report.step()).isEqualTo(1);
        assertThat(report.tensors()).extracting(t -> t.slice().name())
                .containsExactly("dense1.w", "dense1.b", "dense2.w", "dense2.b");
        TensorStatistics w1 = report.tensors().get(0);
        assertThat(w1.gradientNorm()).isCloseTo(Math.sqrt(80), within(1e-14));
        assertThat(w1.zeroShare()).isEqualTo(0.5);
        assertThat(w1.updateRatio().orElseThrow()).isCloseTo(0.5 * Math.sqrt(80) / Math.sqrt(2.3125), within(1e-14));
        assertThat(w1.silentShare()).hasValue(0.5);
        assertThat(report.tensors().get(1).updateRatio()).as("zero before").isEmpty();
        TensorStatistics w2 = report.tensors().get(2);
        assertThat(w2.gradientNorm()).isEqualTo(2);
        assertThat(w2.silentShare()).as("no ReLU behind it").isEmpty();
        assertThat(report.globalNorm()).isCloseTo(Math.sqrt(80 + 16 + 4 + 4), within(1e-14));
        assertThat(report.warnings()).containsExactly(
                "exploding update: dense1.w changed by 294 % of its norm in one update",
                "exploding update: dense2.w changed by 28 % of its norm in one update");
    }

    @Test
    void looksOnlyAtEachNthUpdate() {
        assertThat(reports(7, 3, 0.5, 0.25, -1, -1, 0, 0, 2, 3, 0))
                .extracting(GradientReport::step)
                .containsExactly(3L, 6L);
    }

    /** Five looks are enough to say so. */
    @Test
    void aUnitThatStaysSilentIsDead() {
        List<GradientReport> reports = reports(6, 1, 0.5, 0.25, -1, -1, 0, 0, 2, 3, 0);
        assertThat(reports.get(4).warnings()).noneMatch(warning -> warning.startsWith("dead"));
        assertThat(reports.get(5).tensors().get(0).silentShare().orElseThrow()).isGreaterThanOrEqualTo(0.5);
        assertThat(reports.get(5).warnings())
                .anyMatch(warning -> warning.endsWith("of the units of dense1.w got no gradient in any of the last looks"));
    }

    @Test
    void vanishingAndExplodingGradientsAreWarnedOf() {
        TensorStatistics first = statistics(0, 1e-8);
        TensorStatistics last = statistics(2, 1);
        assertThat(new GradientReport(5, 1, OptionalDouble.of(0.5), List.of(first, last)).warnings())
                .containsExactly("vanishing gradient: dense1.w gets 5.0e-09 (RMS), dense2.w gets 7.1e-01");
        assertThat(new GradientReport(5, 90, OptionalDouble.of(0.5), List.of(last)).warnings())
                .containsExactly("exploding gradient: its norm is 90.0, 180 times the usual");
        assertThat(new GradientReport(5, 40, OptionalDouble.of(0.5), List.of(last)).warnings()).isEmpty();
    }

    private static TensorStatistics statistics(int slice, double norm) {
        return new TensorStatistics(
                NETWORK.slices().get(slice), norm, 0, OptionalDouble.of(0.001), OptionalDouble.empty());
    }
}
