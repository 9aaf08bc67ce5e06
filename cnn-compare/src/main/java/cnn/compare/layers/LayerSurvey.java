package cnn.compare.layers;

import cnn.backend.Backend;
import cnn.check.cases.LayerCase;
import cnn.compare.engine.Engines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every kind of layer on every engine, one layer at a time: forward, dx and the parameters' gradients against the textbook
 * in float64, which is given the very numbers that the engine's layer got, and against finite differences of the textbook's
 * forward pass.
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
     * A row per kind, engine and precision, kinds in the catalogue's order.
     *
     * @param done is told of each row as soon as it is there
     */
    public List<LayerRow> run(Consumer<LayerRow> done) {
        List<LayerRow> rows = new ArrayList<>();
        try (Backend oracle = Truth.oracle()) {
            for (String kind : cases.stream().map(on -> on.spec().kind()).distinct().toList()) {
                List<Truth> truths = cases.stream()
                        .filter(on -> on.spec().kind().equals(kind))
                        .map(on -> Truth.of(on, oracle))
                        .toList();
                for (EngineForm form : forms()) {
                    LayerRow row = new EngineSurvey(kind, form, oracle).over(truths);
                    rows.add(row);
                    done.accept(row);
                }
            }
        }
        return List.copyOf(rows);
    }

    /** Each engine in each of its precisions, the finer first: native libraries take other paths in float32 than in float64. */
    private List<EngineForm> forms() {
        return engines.stream()
                .flatMap(engine -> Engines.precisions(engine).stream()
                        .sorted(Comparator.reverseOrder())
                        .map(precision -> EngineForm.usual(engine, precision)))
                .toList();
    }

    /** How many rows a run gives for each kind of layer. */
    public int rowsOfAKind() {
        return forms().size();
    }
}
