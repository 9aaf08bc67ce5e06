package cnn.compare.crosscheck.training;

import cnn.backend.Arithmetic;
import cnn.check.LayerFlow;
import cnn.compare.engine.Engine;
import cnn.data.Batch;
import cnn.tensor.Precision;
import java.util.HashMap;
import java.util.Map;

/**
 * How an engine rounds: in what precision, and how each layer forms its sums. Engines that round alike share a corridor. It
 * matters: where a unit is dead, plain sums of dw are exactly 0 and Winograd's are noise, and Adam's first step is as long for
 * noise as for anything else.
 *
 * @param arithmetic of each layer, by its name
 */
record Rounding(Precision precision, Map<String, Arithmetic> arithmetic) {
    Rounding {
        arithmetic = Map.copyOf(arithmetic);
    }

    /** As the engine says when it is traced on a batch. */
    static Rounding of(Engine engine, Batch batch) {
        Map<String, Arithmetic> byLayer = new HashMap<>();
        for (LayerFlow flow : engine.trace(batch).layers()) {
            byLayer.put(flow.layer().name(), flow.arithmetic());
        }
        return new Rounding(engine.precision(), byLayer);
    }

    Arithmetic of(LayerFlow flow) {
        return arithmetic.getOrDefault(flow.layer().name(), Arithmetic.SUMS);
    }
}
