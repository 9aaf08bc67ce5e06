package cnn.compare.crosscheck.training;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.compare.crosscheck.plan.AlteredEngine;
import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Digest;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.run.Progress;
import cnn.tensor.Precision;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeterminismLevelTest {
    private static Ledger run(EngineMaker maker, Subject... subjects) {
        Ledger ledger = new Ledger();
        new DeterminismLevel(maker)
                .run(new CrossCheckPlan(List.of(subjects), List.of(), true, 1), ledger, Progress.SILENT);
        return ledger;
    }

    @Test
    void scratchKeepsItsPromiseWithEveryAlgorithm() {
        Subject scratch = Subject.of("scratch", Precision.FLOAT32);
        Ledger ledger = run(
                EngineMaker.REAL,
                scratch,
                scratch.withThreads(1),
                scratch.withOption("algorithm", "direct"),
                scratch.withOption("kernels", "scalar"));
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.cells()).hasSize(3 * 2 * 2).allMatch(cell -> cell.checked() == 2);
        assertThat(ledger.digests()).hasSize(3 * 2).allMatch(Digest::promised).allMatch(Digest::same);
        assertThat(ledger.digests().stream()
                        .filter(digest -> digest.network().startsWith("residual"))
                        .map(digest -> digest.runs().get(0).sha256())
                        .distinct())
                .as("Winograd's algorithm rounds otherwise: the network must reach it")
                .hasSizeGreaterThan(1);
    }

    @Test
    void whatIsNotPromisedIsShownOnly() {
        Ledger ledger = run(
                EngineMaker.REAL,
                Subject.of("nd4j", Precision.FLOAT32),
                Subject.of("dl4j", Precision.FLOAT32));
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.digests()).hasSize(4).noneMatch(Digest::promised);
        assertThat(ledger.cells())
                .filteredOn(cell -> cell.subject().startsWith("nd4j") && cell.rule().equals("D1"))
                .hasSize(2)
                .allMatch(cell -> cell.checked() == 2);
        assertThat(ledger.cells())
                .filteredOn(cell -> cell.subject().startsWith("dl4j") || cell.rule().equals("D2"))
                .allSatisfy(cell -> assertThat(cell.notApplicable().orElseThrow()).startsWith("not promised; here "));
    }

    @Test
    void anEngineWithOtherBitsEachTimeIsCaught() {
        AtomicInteger made = new AtomicInteger();
        Ledger ledger = run(
                (subject, settings) -> {
                    double off = Math.ulp(1.0) * made.incrementAndGet();
                    return new AlteredEngine(EngineMaker.REAL.create(subject, settings)) {
                        @Override
                        public double[] parameters() {
                            double[] parameters = super.parameters();
                            parameters[0] += off;
                            return parameters;
                        }
                    };
                },
                Subject.of("textbook", Precision.FLOAT64));
        assertThat(ledger.failures()).extracting(Failure::rule).contains("D1", "D2");
    }
}
