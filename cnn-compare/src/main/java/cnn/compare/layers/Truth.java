package cnn.compare.layers;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.check.CarriedBounds;
import cnn.check.GradientCheck;
import cnn.check.GradientFinding;
import cnn.check.LayerFlow;
import cnn.check.NetworkFlow;
import cnn.check.cases.LayerCase;
import cnn.compare.engine.Engine;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A case, and what the oracle says about it: what an engine is judged by. Made once, for all engines. */
public final class Truth {
    private static final String ORACLE = "textbook";
    /** Elements of each tensor that are moved; spread evenly. */
    private static final int AT_MOST = 12;

    private record Rounding(Precision precision, List<Arithmetic> arithmetic) {}

    private final LayerCase on;
    private final Specimen specimen;
    private final Backend oracle;
    private final List<GradientFinding> findings;
    private final Map<Rounding, CarriedBounds> carried = new HashMap<>();

    private Truth(LayerCase on, Specimen specimen, Backend oracle, List<GradientFinding> findings) {
        this.on = on;
        this.specimen = specimen;
        this.oracle = oracle;
        this.findings = List.copyOf(findings);
    }

    /** The oracle: the textbook in float64. The caller closes it. */
    public static Backend oracle() {
        return Backends.named(ORACLE, BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64));
    }

    /** @param oracle as {@link #oracle} makes it; is used as long as the truth is */
    public static Truth of(LayerCase on, Backend oracle) {
        Specimen specimen = new Specimen(on);
        EngineForm textbook = EngineForm.usual(ORACLE, Precision.FLOAT64);
        try (Engine engine = textbook.maker().create(specimen.network(), Specimen.LOSS, specimen.batchSize())) {
            engine.setParameters(specimen.parameters());
            NetworkFlow flow = engine.trace(specimen.batch()).flow();
            LayerFlow layer = flow.find(specimen.layer());
            return new Truth(on, specimen, oracle, GradientCheck.ofLayer(oracle, flow.inputs(layer), AT_MOST));
        }
    }

    public LayerCase on() {
        return on;
    }

    Specimen specimen() {
        return specimen;
    }

    Backend backend() {
        return oracle;
    }

    /** Finite differences of the textbook's forward pass: one for x and one for each parameter. */
    List<GradientFinding> findings() {
        return findings;
    }

    /** The whole specimen on the oracle, and how far an engine that rounds like this one may be off. */
    CarriedBounds carried(NetworkFlow flow, Precision precision) {
        Rounding rounding = new Rounding(
                precision, flow.layers().stream().map(LayerFlow::arithmetic).toList());
        return carried.computeIfAbsent(rounding, like -> {
            Map<String, Arithmetic> arithmetic = flow.layers().stream()
                    .collect(Collectors.toMap(each -> each.layer().name(), LayerFlow::arithmetic));
            return carried(flow, precision, specimen.x(), layer -> arithmetic.get(layer.name()));
        });
    }

    /** The same with another x, not remembered. */
    CarriedBounds carriedAt(NetworkFlow flow, Precision precision, double[] x) {
        Map<String, Arithmetic> arithmetic = flow.layers().stream()
                .collect(Collectors.toMap(each -> each.layer().name(), LayerFlow::arithmetic));
        return carried(flow, precision, x, layer -> arithmetic.get(layer.name()));
    }

    private CarriedBounds carried(
            NetworkFlow flow,
            Precision precision,
            double[] x,
            Function<PlacedLayer, Arithmetic> arithmetic) {
        CarriedBounds.Pass pass = new CarriedBounds.Pass(
                specimen.network(),
                specimen.parameters(),
                flow.stateBefore(),
                specimen.batchSize(),
                x,
                specimen.targets(),
                Specimen.LOSS,
                specimen.bend(),
                flow.mode());
        return CarriedBounds.of(pass, oracle, precision, arithmetic);
    }
}
