package cnn.compare.crosscheck.training;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.crosscheck.result.Trajectory;
import cnn.compare.run.Progress;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.UpdateSpec;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Dropout;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.spec.Slice;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrajectoryLevelTest {
    private static final NetworkSpec NETWORK = NetworkSpec.builder(new SmallPictures(1, 0).shape())
            .add(new Conv2d(3, Window2d.of(3), false))
            .add(new BatchNorm2d())
            .add(new Relu())
            .add(new MaxPool2d(2))
            .add(new Conv2d(4, Window2d.of(2)))
            .add(new Relu())
            .add(new Dropout(0.25))
            .add(new Flatten())
            .add(new Dense(2))
            .build();
    private static final OptimizerSpec MOMENTUM = new Momentum(0.05, 0.9);
    private static final OptimizerSpec ADAM = new Adam(0.002);
    private static final int UPDATES = 12;
    private static final Subject EXACT = Subject.of("textbook", Precision.FLOAT64);
    private static final Subject COARSE = Subject.of("scratch", Precision.FLOAT32);

    private static TrainingCase training(OptimizerSpec optimizer) {
        return TrainingCase.of(
                optimizer.kind(), NETWORK, UpdateSpec.of(optimizer), new SmallPictures(25, 0), 5, UPDATES, 3);
    }

    private static Ledger run(OptimizerSpec optimizer, EngineMaker maker, Subject... subjects) {
        Ledger ledger = new Ledger();
        new TrajectoryLevel(maker, plan -> List.of(training(optimizer)))
                .run(new CrossCheckPlan(List.of(subjects), List.of(), true, 3), ledger, Progress.SILENT);
        return ledger;
    }

    @Test
    void rightEnginesStayInside() {
        for (OptimizerSpec optimizer : List.of(MOMENTUM, ADAM)) {
            Ledger ledger = run(
                    optimizer,
                    EngineMaker.REAL,
                    EXACT,
                    COARSE,
                    Subject.of("nd4j", Precision.FLOAT64),
                    Subject.of("nd4j", Precision.FLOAT32),
                    Subject.of("dl4j", Precision.FLOAT32));
            assertThat(ledger.failures()).isEmpty();
            assertThat(ledger.cells())
                    .hasSize(5 * 2)
                    .allSatisfy(cell -> assertThat(cell.checked()).isPositive());
            assertThat(ledger.trajectories()).hasSize(5).allSatisfy(path -> {
                assertThat(path.agrees()).isTrue();
                assertThat(path.points()).hasSize(UPDATES + 1);
                assertThat(path.points()).allMatch(point -> point.control() > 0);
                Trajectory.Point last = path.points().get(UPDATES);
                assertThat(last.limit()).as("a corridor as wide as the way would let all pass").isLessThan(last.travelled());
            });
        }
    }

    /** A shift of a few parts in a million: DL4J's Adam in float32, but in the plain update of another engine no excuse. */
    @Test
    void aKnownDefectOfALibraryExcusesThatLibraryAlone() {
        HandUpdated.Rule right = adam(true);
        HandUpdated.Rule off = (t, gradient, theta) -> {
            double[] before = theta.clone();
            right.apply(t, gradient, theta);
            for (int i = 0; i < theta.length; i++) {
                theta[i] += 6e-6 * (theta[i] - before[i]);
            }
        };
        Ledger own = byHand(ADAM, off);
        assertThat(own.failures()).isNotEmpty().anyMatch(failure -> failure.subject().equals(COARSE.label()));
    }

    @Test
    void anotherSeedOfTheMasksLeavesTheCorridor() {
        Ledger ledger = run(
                MOMENTUM,
                (subject, on) -> EngineMaker.REAL.create(
                        subject, subject.settings(on.network(), on.loss(), on.update(), on.maxBatch(), on.seed() + 1)),
                EXACT);
        assertThat(ledger.failures()).extracting(Failure::rule).containsExactly("T1", "T3");
    }

    private static Ledger byHand(OptimizerSpec optimizer, HandUpdated.Rule rule) {
        return run(
                optimizer,
                (subject, settings) -> new HandUpdated(EngineMaker.REAL.create(subject, settings), settings, rule),
                EXACT,
                COARSE);
    }

    /** μ = 0.9, η = 0.05; {@code sign} 1 is right. */
    private static HandUpdated.Rule momentum(double sign) {
        double[] v = new double[NETWORK.parameterCount()];
        return (t, gradient, theta) -> {
            if (t == 1) {
                Arrays.fill(v, 0);
            }
            for (int i = 0; i < v.length; i++) {
                v[i] = sign * 0.9 * v[i] + gradient[i];
                theta[i] -= 0.05 * v[i];
            }
        };
    }

    @Test
    void momentumOfTheWrongSignIsCaught() {
        assertThat(byHand(MOMENTUM, momentum(1)).failures()).isEmpty();
        List<Failure> failures = byHand(MOMENTUM, momentum(-1)).failures();
        assertThat(failures).extracting(Failure::rule).containsExactly("T1", "T3", "T2", "T3");
        // The first update has no velocity yet.
        assertThat(failures.get(0).detail()).startsWith("after update 2, ");
        assertThat(failures.get(2).detail()).startsWith("after update 2, ");
    }

    /** β₁ = 0.9, β₂ = 0.999, η = 0.002, ε = 1e-8. */
    private static HandUpdated.Rule adam(boolean corrected) {
        int count = NETWORK.parameterCount();
        double[] m = new double[count];
        double[] v = new double[count];
        return (t, gradient, theta) -> {
            if (t == 1) {
                Arrays.fill(m, 0);
                Arrays.fill(v, 0);
            }
            for (int i = 0; i < count; i++) {
                m[i] = 0.9 * m[i] + 0.1 * gradient[i];
                v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
                double ofM = corrected ? 1 - Math.pow(0.9, t) : 1;
                double ofV = corrected ? 1 - Math.pow(0.999, t) : 1;
                theta[i] -= 0.002 * m[i] / ofM / (Math.sqrt(v[i] / ofV) + 1e-8);
            }
        };
    }

    @Test
    void adamWithoutBiasCorrectionIsCaught() {
        assertThat(byHand(ADAM, adam(true)).failures()).isEmpty();
        List<Failure> failures = byHand(ADAM, adam(false)).failures();
        assertThat(failures).extracting(Failure::rule).containsExactly("T1", "T3", "T2", "T3");
        assertThat(failures.get(0).detail()).startsWith("after update 1, conv1.w is ");
    }

    @Test
    void aHalvedGradientOfABiasIsCaughtAndNamed() {
        HandUpdated.Rule right = momentum(1);
        Slice b = NETWORK.slices().stream()
                .filter(slice -> slice.name().equals("conv2.b"))
                .findFirst()
                .orElseThrow();
        List<Failure> failures = byHand(MOMENTUM, (t, gradient, theta) -> {
                    for (int i = b.offset(); i < b.end(); i++) {
                        gradient[i] /= 2;
                    }
                    right.apply(t, gradient, theta);
                })
                .failures();
        assertThat(failures).extracting(Failure::rule).contains("T1", "T2");
        assertThat(failures)
                .filteredOn(failure -> !failure.rule().equals("T3"))
                .allSatisfy(failure -> {
                    assertThat(failure.tensor()).isEqualTo("b");
                    assertThat(failure.detail()).startsWith("after update 1, conv2.b is ");
                    assertThat(failure.replay()).isPresent();
                });
    }

    @Test
    void whatAnEngineRefusesIsNotAFailure() {
        Ledger ledger = run(MOMENTUM, EngineMaker.REAL, Subject.of("textbook", Precision.FLOAT32));
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.cells()).hasSize(2).allSatisfy(cell -> {
            assertThat(cell.isEmpty()).isFalse();
            assertThat(cell.notApplicable().orElseThrow()).contains("float32");
        });
    }
}
