package cnn.compare.report.comparison;

import cnn.compare.report.EngineStyle;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.GradientRow;
import cnn.compare.result.Training;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which engine run of a comparison has which look. */
final class EngineStyles {
    private EngineStyles() {}

    /**
     * The look of each engine run, by its label. What is trained gets a look of its own; a run whose gradients alone
     * were compared shares that of its engine, whatever the precision.
     */
    static Map<String, EngineStyle> of(ComparisonResult result) {
        Map<String, EngineStyle> styles = new LinkedHashMap<>();
        Map<String, Integer> engines = new HashMap<>();
        int next = 0;
        for (Training t : result.trainings()) {
            if (!styles.containsKey(Findings.label(t))) {
                styles.put(Findings.label(t), new EngineStyle(Findings.label(t), next));
                engines.putIfAbsent(t.engine(), next++);
            }
        }
        for (GradientRow row : result.gradients()) {
            if (!styles.containsKey(Findings.label(row))) {
                int index = engines.getOrDefault(row.engine(), next);
                next += index == next ? 1 : 0;
                engines.putIfAbsent(row.engine(), index);
                styles.put(Findings.label(row), new EngineStyle(Findings.label(row), index));
            }
        }
        return styles;
    }

    /** @param name with or without its precision */
    static Optional<EngineStyle> find(ComparisonResult result, String name) {
        Map<String, EngineStyle> styles = of(result);
        return Optional.ofNullable(styles.get(name))
                .or(() -> styles.values().stream()
                        .filter(style -> style.name().startsWith(name + " "))
                        .findFirst());
    }
}
