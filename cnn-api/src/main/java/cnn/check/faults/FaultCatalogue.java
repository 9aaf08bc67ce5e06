package cnn.check.faults;

import cnn.backend.Backend;
import java.util.List;

/** Faults, and backends that have them; found by {@link java.util.ServiceLoader}. */
public interface FaultCatalogue {
    /** All of them; ids are unique. */
    List<Fault> faults();

    /**
     * A backend in float64 that is right but for this one fault. The caller closes it.
     *
     * @throws IllegalArgumentException if the fault is none of {@link #faults}
     */
    Backend plant(Fault fault);

    /** The same without any fault, made by the same code: rules that blame this one are wrong themselves. */
    Backend control(String kind);
}
