package cnn.compare.crosscheck.planted;

import cnn.check.faults.Fault;
import cnn.check.faults.FaultCatalogue;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.run.Progress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Would the cross-check have noticed? Every fault of every {@link FaultCatalogue} is planted in turn in an otherwise right
 * backend (or loss), and shown to every rule that says anything about it; then the unharmed copies are shown to the same
 * rules. A rule has noticed a fault only if it found something that does not hold: one that crashed on it has not.
 */
public final class PlantedFaults {
    private final List<FaultCatalogue> catalogues;
    private final List<Trial> trials;

    private PlantedFaults(List<FaultCatalogue> catalogues, List<Trial> trials) {
        this.catalogues = catalogues;
        this.trials = trials;
    }

    /** All that are on the class path. */
    public static PlantedFaults all() {
        List<FaultCatalogue> found = ServiceLoader.load(FaultCatalogue.class, PlantedFaults.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return new PlantedFaults(found, Trials.all());
    }

    /** The same rules on other faults. */
    static PlantedFaults of(FaultCatalogue catalogue, List<Trial> trials) {
        return new PlantedFaults(List.of(catalogue), trials);
    }

    /** The faults, in the order of the rows. */
    public List<Fault> faults() {
        return catalogues.stream()
                .flatMap(catalogue -> catalogue.faults().stream())
                .toList();
    }

    /** @param progress hears of each fault */
    public KillMatrix run(Progress progress) {
        List<KillMatrix.Row> rows = new ArrayList<>();
        int controls = 0;
        progress.start("planted faults", faults().size());
        for (FaultCatalogue catalogue : catalogues) {
            Set<String> kinds = new LinkedHashSet<>();
            for (Fault fault : catalogue.faults()) {
                kinds.add(fault.kind());
                rows.add(row(catalogue, fault));
                progress.step();
            }
            controls += kinds.stream().mapToInt(kind -> broken(catalogue, kind)).sum();
        }
        KillMatrix matrix = new KillMatrix(trials.stream().map(Trial::rule).toList(), rows, controls);
        long killed = rows.stream().filter(KillMatrix.Row::killed).count();
        progress.done("%d of %d noticed; the unharmed copies broke %d rules".formatted(killed, rows.size(), controls));
        return matrix;
    }

    private KillMatrix.Row row(FaultCatalogue catalogue, Fault fault) {
        List<String> caughtBy = new ArrayList<>();
        Optional<String> first = Optional.empty();
        Patient patient = Patient.withFault(catalogue, fault);
        for (Trial trial : applying(fault.kind())) {
            Trial.Verdict verdict = trial.on(patient);
            if (verdict.broken()) {
                caughtBy.add(trial.rule().id());
                first = first.or(() -> Optional.of(verdict.said()));
            }
        }
        return new KillMatrix.Row(
                fault.id(),
                fault.kind(),
                fault.mistake(),
                fault.source().orElse(""),
                caughtBy,
                first.orElse("nothing was noticed"));
    }

    /** How many rules blame what is right, or crash on it. */
    private int broken(FaultCatalogue catalogue, String kind) {
        int broken = 0;
        for (Patient patient : Patient.healthy(catalogue, kind)) {
            broken += (int) applying(kind).stream()
                    .map(trial -> trial.on(patient))
                    .filter(verdict -> verdict.broken() || verdict.crashed())
                    .count();
        }
        return broken;
    }

    private List<Trial> applying(String kind) {
        return trials.stream().filter(trial -> trial.appliesTo(kind)).toList();
    }
}
