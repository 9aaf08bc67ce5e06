package cnn.compare.crosscheck.planted;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.check.faults.Fault;
import cnn.check.faults.FaultCatalogue;
import cnn.check.faults.PlantedLoss;
import cnn.compare.crosscheck.Verdict;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.crosscheck.result.Rule;
import cnn.compare.run.Progress;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class PlantedFaultsTest {
    private static final FaultCatalogue REAL =
            ServiceLoader.load(FaultCatalogue.class).findFirst().orElseThrow();

    /** Some of the real faults, and perhaps other controls. */
    private record Some(List<String> ids, boolean wrongControl) implements FaultCatalogue {
        @Override
        public List<Fault> faults() {
            return REAL.faults().stream().filter(fault -> ids.contains(fault.id())).toList();
        }

        @Override
        public Backend plant(Fault fault) {
            return REAL.plant(fault);
        }

        @Override
        public Backend control(String kind) {
            return wrongControl ? plant(faults().get(0)) : REAL.control(kind);
        }

        @Override
        public PlantedLoss plantLoss(Fault fault) {
            return REAL.plantLoss(fault);
        }

        @Override
        public List<PlantedLoss> lossControls() {
            return REAL.lossControls();
        }
    }

    @Test
    void namesTheRulesThatNoticed() {
        List<String> ids = List.of("dense-weights-not-transposed-in-dx", "update-adam-without-bias-correction", "loss-sign");
        KillMatrix matrix = PlantedFaults.of(new Some(ids, false), Trials.all()).run(Progress.SILENT);
        assertThat(matrix.complete()).isTrue();
        assertThat(matrix.rows()).extracting(KillMatrix.Row::fault).containsExactlyInAnyOrderElementsOf(ids);
        KillMatrix.Row dense = matrix.rows().get(0);
        assertThat(dense.caughtBy()).contains("C6", "C9", "L2", "L5").doesNotContain("C5", "C7", "L1", "L3");
        assertThat(dense.first()).contains("C6").contains("dx");
        assertThat(matrix.rows().get(1).caughtBy()).containsExactly("C15");
        assertThat(matrix.rows().get(2).caughtBy()).containsExactly("C41", "C42");
    }

    @Test
    void aWrongControlMakesTheMatrixWorthless() {
        Some wrong = new Some(List.of("dense-weights-not-transposed-in-dx"), true);
        KillMatrix matrix = PlantedFaults.of(wrong, Trials.all()).run(Progress.SILENT);
        assertThat(matrix.controls()).isPositive();
        assertThat(matrix.complete()).isFalse();
    }

    @Test
    void whoCrashesHasNotNoticed() {
        Trial crashing = new Trial() {
            @Override
            public Rule rule() {
                return new Rule("X1", Level.CONTRACT, "crashes");
            }

            @Override
            public boolean appliesTo(String kind) {
                return true;
            }

            @Override
            public Verdict on(Patient patient) {
                return Verdict.crashed("no such thing");
            }
        };
        Some one = new Some(List.of("dense-weights-not-transposed-in-dx"), false);
        KillMatrix matrix = PlantedFaults.of(one, List.of(crashing)).run(Progress.SILENT);
        assertThat(matrix.rows().get(0).killed()).isFalse();
        assertThat(matrix.controls()).as("a crash on the control counts").isEqualTo(1);
    }

    @Test
    void everyLossControlKeepsTheRulesOfLosses() {
        KillMatrix matrix = PlantedFaults.of(
                        new Some(
                                REAL.faults().stream()
                                        .filter(fault -> fault.kind().equals(FaultCatalogue.LOSS))
                                        .map(Fault::id)
                                        .toList(),
                                false),
                        Trials.all())
                .run(Progress.SILENT);
        assertThat(matrix.rows()).hasSizeGreaterThan(15);
        assertThat(matrix.rows()).filteredOn(row -> !row.killed()).isEmpty();
        assertThat(matrix.controls()).isZero();
        assertThat(matrix.complete()).isTrue();
    }
}
