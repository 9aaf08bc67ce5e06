package cnn.compare.run;

import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.compare.engine.Trace;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.Arrays;
import java.util.List;

/** One layer's part of a trace: what went into the layer on that engine, and what came out of it. */
final class TraceView {
    private TraceView() {}

    /** Exactly what the engine's layer got. */
    static LayerInputs inputs(Trace trace, int index) {
        Trace.LayerTrace seen = trace.layers().get(index);
        return new LayerInputs(
                seen.layer().spec(),
                seen.layer().input(),
                trace.batch(),
                trace.inputOf(index),
                own(seen.layer(), trace.parameters()),
                seen.dy());
    }

    /** What it made of that. */
    static LayerOutputs outputs(Trace trace, int index) {
        Trace.LayerTrace seen = trace.layers().get(index);
        return new LayerOutputs(seen.y(), trace.inputGradientOf(index), own(seen.layer(), trace.gradient()));
    }

    /** The layer's part of a flat vector. */
    static double[] own(PlacedLayer layer, double[] flat) {
        List<Slice> slices = layer.parameters();
        return slices.isEmpty()
                ? new double[0]
                : Arrays.copyOfRange(
                        flat, slices.get(0).offset(), slices.get(slices.size() - 1).end());
    }
}
