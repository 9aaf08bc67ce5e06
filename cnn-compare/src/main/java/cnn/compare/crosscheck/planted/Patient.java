package cnn.compare.crosscheck.planted;

import cnn.backend.Backend;
import cnn.check.faults.Fault;
import cnn.check.faults.FaultCatalogue;
import cnn.check.faults.PlantedLoss;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What rules are tried on: a backend or a loss, with a fault in it or without.
 *
 * @param kind of layer, {@code update} or {@code loss}: what the fault is in, or would be
 * @param backend makes one, which whoever asked closes; empty for losses
 * @param loss empty for layers and updates
 */
record Patient(String kind, Optional<Supplier<Backend>> backend, Optional<PlantedLoss> loss) {
    static Patient withFault(FaultCatalogue catalogue, Fault fault) {
        return fault.kind().equals(FaultCatalogue.LOSS)
                ? new Patient(fault.kind(), Optional.empty(), Optional.of(catalogue.plantLoss(fault)))
                : new Patient(fault.kind(), Optional.of(() -> catalogue.plant(fault)), Optional.empty());
    }

    /** The controls of a kind: one backend, or one of each loss. */
    static List<Patient> healthy(FaultCatalogue catalogue, String kind) {
        return kind.equals(FaultCatalogue.LOSS)
                ? catalogue.lossControls().stream()
                        .map(loss -> new Patient(kind, Optional.empty(), Optional.of(loss)))
                        .toList()
                : List.of(new Patient(kind, Optional.of(() -> catalogue.control(kind)), Optional.empty()));
    }

    /** A new one. */
    Backend newBackend() {
        return backend.orElseThrow().get();
    }
}
