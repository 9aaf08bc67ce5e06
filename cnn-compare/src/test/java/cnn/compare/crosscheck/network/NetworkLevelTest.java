package cnn.compare.crosscheck.network;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.compare.crosscheck.plan.CrossCheckPlan;
import cnn.compare.crosscheck.plan.Ledger;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.Failure;
import cnn.compare.engine.Engines;
import cnn.compare.run.Progress;
import cnn.tensor.Precision;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NetworkLevelTest {
    private static Ledger run(NetworkLevel level, boolean quick, Subject... subjects) {
        Ledger ledger = new Ledger();
        level.run(new CrossCheckPlan(List.of(subjects), List.of(), quick, 1), ledger, Progress.SILENT);
        return ledger;
    }

    @Test
    void everyKindOfLayerIsInANetworkOfAQuickRun() {
        Set<String> kinds = CheckedNetworks.all(true).stream()
                .flatMap(network -> network.spec().everyLayer().stream())
                .map(layer -> layer.spec().kind())
                .collect(Collectors.toSet());
        assertThat(kinds).hasSize(28);
    }

    @Test
    void everyEngineIsRight() {
        Ledger ledger = run(
                new NetworkLevel(),
                false,
                Subject.of("scratch", Precision.FLOAT32).withThreads(1),
                Subject.of("nd4j", Precision.FLOAT64).withThreads(1),
                Subject.of(Engines.DL4J, Precision.FLOAT32).withThreads(1));
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.cells()).noneMatch(Cell::isEmpty);
        assertThat(ledger.cells())
                .filteredOn(cell -> cell.rule().equals("N1") && cell.notApplicable().isPresent())
                .allMatch(cell -> cell.subject().startsWith("dl4j"))
                .extracting(Cell::kind)
                .containsOnly("layer_norm", "group_norm");
        assertThat(ledger.cells())
                .filteredOn(cell -> cell.rule().equals("N3") && cell.notApplicable().isEmpty())
                .isNotEmpty()
                .allMatch(cell -> cell.subject().contains("float64") && cell.checked() > 0);
    }

    @Test
    void inAHurryAnotherFormOfAnEngineSeesOneNetwork() {
        Ledger ledger = run(
                new NetworkLevel(),
                true,
                Subject.of("textbook", Precision.FLOAT64),
                Subject.of("textbook", Precision.FLOAT64).withThreads(1));
        assertThat(ledger.failures()).isEmpty();
        assertThat(ledger.cells()).noneMatch(Cell::isEmpty);
        assertThat(networks(ledger, "textbook float64")).containsExactly("resnet", "inception", "hourglass", "norms");
        assertThat(networks(ledger, "textbook float64 threads=1")).containsExactly("resnet");
    }

    private static List<String> networks(Ledger ledger, String subject) {
        return ledger.cells().stream()
                .filter(cell -> cell.subject().equals(subject) && cell.rule().equals("N2"))
                .map(Cell::kind)
                .toList();
    }

    /** Rules that look end to end see a fault too, and those that cannot be sure stay silent. */
    @Test
    void aPlantedFaultIsNamedByLayerAndTensor() {
        NetworkLevel level = new NetworkLevel((subject, settings) -> Engines.of(
                WrongLayer.textbook("conv2d", "conv2", "dw", dw -> dw[3] *= 1.01), settings));
        Ledger ledger = run(level, true, Subject.of("textbook", Precision.FLOAT64));
        List<Failure> local =
                ledger.failures().stream().filter(one -> one.rule().equals("N1")).toList();
        assertThat(local).extracting(Failure::kind).containsOnly("conv2d");
        assertThat(local).extracting(Failure::tensor).containsOnly("dw");
        assertThat(local).extracting(Failure::where).contains("network hourglass, layer conv2");
        assertThat(local.get(0).replay())
                .contains("./cnn crosscheck --levels network --engines textbook --seed 1");
        assertThat(ledger.failures()).extracting(Failure::rule).contains("N3", "N4").doesNotContain("N2", "N5");
        assertThat(ledger.walks()).filteredOn(walk -> walk.first().isPresent()).isNotEmpty();
    }
}
