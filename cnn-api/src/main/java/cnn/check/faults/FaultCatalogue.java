package cnn.check.faults;

import cnn.backend.Backend;
import java.util.List;

/** Faults, and backends and losses that have them; found by {@link java.util.ServiceLoader}. */
public interface FaultCatalogue {
    /** The kind of faults in updates. */
    String UPDATE = "update";

    /** The kind of faults in losses. */
    String LOSS = "loss";

    /** All of them; ids are unique. */
    List<Fault> faults();

    /**
     * A backend in float64 that is right but for this one fault. The caller closes it.
     *
     * @throws IllegalArgumentException if the fault is none of {@link #faults}, or is one of a loss
     */
    Backend plant(Fault fault);

    /** The same without any fault, made by the same code: rules that blame this one are wrong themselves. */
    Backend control(String kind);

    /**
     * A loss with this one fault. Losses belong to no backend, so {@link #plant} cannot have them.
     *
     * @throws IllegalArgumentException if the fault is none of {@link #faults}, or is not one of a loss
     */
    PlantedLoss plantLoss(Fault fault);

    /** Each loss that faults are planted in, without any fault, made by the same code. */
    List<PlantedLoss> lossControls();
}
