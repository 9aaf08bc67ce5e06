package cnn.compare.crosscheck.training;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.compare.crosscheck.plan.AlteredEngine;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.Equivalence;
import cnn.compare.run.Progress;
import cnn.data.Batch;
import cnn.optim.Momentum;
import cnn.optim.UpdateSpec;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Relu;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccuracyLevelTest {
    private static final Subject SCRATCH = Subject.of("scratch", Precision.FLOAT32);
    private static final Subject ND4J = Subject.of("nd4j", Precision.FLOAT32);
    private static final Subject DL4J = Subject.of("dl4j", Precision.FLOAT32);

    private static AccuracyScale scale(int seeds) {
        SmallPictures train = new SmallPictures(120, 0);
        return new AccuracyScale(
                "gradients",
                train,
                new SmallPictures(200, 1000),
                NetworkSpec.builder(train.shape())
                        .add(new Conv2d(4, Window2d.of(3)))
                        .add(new Relu())
                        .add(new MaxPool2d(2))
                        .add(new Flatten())
                        .add(new Dense(2))
                        .build(),
                UpdateSpec.of(new Momentum(0.03, 0.9)),
                16,
                2,
                seeds);
    }

    private static Ledger run(EngineMaker maker, int seeds, Subject... subjects) {
        Ledger ledger = new Ledger();
        new AccuracyLevel(maker, plan -> scale(seeds))
                .run(new CrossCheckPlan(List.of(subjects), List.of(), true, 1), ledger, Progress.SILENT);
        return ledger;
    }

    @Test
    void rightEnginesAreEquivalent() {
        Ledger ledger = run(
                EngineMaker.REAL, 4, Subject.of("nd4j", Precision.FLOAT64), SCRATCH, ND4J, ND4J.withThreads(2), DL4J);
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.equivalences()).hasSize(3).allSatisfy(pair -> {
            assertThat(pair.verdict()).isEqualTo(Equivalence.Verdict.EQUIVALENT);
            assertThat(pair.seeds()).hasSize(4).allMatch(seed -> seed.accuracy() > 0.7 && seed.p() > 0.05);
        });
        assertThat(ledger.cells()).hasSize(3).allMatch(cell -> cell.checked() == 2 * 4);
    }

    /** An engine that never changes a parameter. */
    private static EngineMaker withoutLearning(Subject who) {
        return (subject, settings) -> {
            AlteredEngine engine = new AlteredEngine(EngineMaker.REAL.create(subject, settings)) {
                @Override
                public double trainStep(Batch batch) {
                    return subject.equals(who) ? 1 : super.trainStep(batch);
                }
            };
            return engine;
        };
    }

    @Test
    void anEngineThatLearnsNothingIsDifferentAndBlamed() {
        Ledger ledger = run(withoutLearning(ND4J), 5, SCRATCH, ND4J, DL4J);
        assertThat(ledger.equivalences())
                .extracting(Equivalence::verdict)
                .containsExactly(
                        Equivalence.Verdict.DIFFERENT, Equivalence.Verdict.EQUIVALENT, Equivalence.Verdict.DIFFERENT);
        assertThat(ledger.failures()).hasSize(2).allSatisfy(failure -> {
            assertThat(failure.subject()).isEqualTo(ND4J.label());
            assertThat(failure.rule()).isEqualTo("A1");
        });
    }

    @Test
    void oneSeedIsNotEnoughAndNoFailure() {
        Ledger ledger = run(withoutLearning(ND4J), 1, SCRATCH, ND4J);
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.equivalences())
                .extracting(Equivalence::verdict)
                .containsExactly(Equivalence.Verdict.NOT_ENOUGH_DATA);
    }

    @Test
    void oneEngineAloneHasNobodyToBeComparedWith() {
        Ledger ledger = run(EngineMaker.REAL, 2, SCRATCH);
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.cells()).hasSize(1).noneMatch(Cell::isEmpty);
    }
}
