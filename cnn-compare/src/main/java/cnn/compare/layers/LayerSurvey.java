package cnn.compare.layers;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.check.cases.LayerCase;
import cnn.compare.engine.Engines;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Every kind of layer on every engine, one layer at a time: forward, dx and the parameters' gradients against the textbook
 * in float64, which is given the very numbers that the engine's layer got, and against finite differences of the textbook's
 * forward pass. Float64 where the engine has it.
 */
public final class LayerSurvey {
    static final String ORACLE = "textbook";

    private final List<LayerCase> cases;
    private final List<String> engines;

    /** @param engines known names */
    public LayerSurvey(List<LayerCase> cases, List<String> engines) {
        this.cases = List.copyOf(cases);
        this.engines = List.copyOf(engines);
    }

    /**
     * A row per kind and engine, kinds in the catalogue's order.
     *
     * @param done is told of each row as soon as it is there
     */
    public List<LayerRow> run(Consumer<LayerRow> done) {
        List<LayerRow> rows = new ArrayList<>();
        try (Backend oracle = Backends.named(ORACLE, BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64))) {
            for (String kind : cases.stream().map(on -> on.spec().kind()).distinct().toList()) {
                List<Truth> truths = cases.stream()
                        .filter(on -> on.spec().kind().equals(kind))
                        .map(on -> Truth.of(on, oracle))
                        .toList();
                for (String engine : engines) {
                    LayerRow row = new EngineSurvey(kind, engine, precision(engine), oracle).over(truths);
                    rows.add(row);
                    done.accept(row);
                }
            }
        }
        return List.copyOf(rows);
    }

    private static Precision precision(String engine) {
        return Engines.precisions(engine).contains(Precision.FLOAT64) ? Precision.FLOAT64 : Engines.usualPrecision(engine);
    }

    /** How many cases each kind has. */
    public Map<String, Long> catalogue() {
        return cases.stream().collect(Collectors.groupingBy(on -> on.spec().kind(), Collectors.counting()));
    }
}
