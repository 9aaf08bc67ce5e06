package cnn.compare.report.comparison;

import cnn.compare.report.Axis;
import cnn.compare.report.Figures;
import cnn.compare.report.Tag;
import cnn.compare.result.GradientRow;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Layers and their tensors against engines, each cell coloured by the logarithm of its relative norm and holding the
 * figure: an HTML table, so that it can be read aloud, searched and copied. Each cell tells the rest on a pointer's
 * touch.
 *
 * @param rows all of one precision
 */
record HeatMatrix(String caption, List<GradientRow> rows) {
    /** Colours of the style sheet, two decades each from 1e-18 up: the rounding of each precision is one colour. */
    private static final int COLOURS = 9;

    private static final Map<Integer, String> MEANINGS =
            Map.of(1, "float64 rounds", 5, "float32 rounds", 7, "suspicious", 8, "another formula");

    private record Place(String layer, String tensor, String engine) {}

    Tag draw() {
        Set<String> engines = new LinkedHashSet<>();
        Map<String, Set<String>> tensors = new LinkedHashMap<>();
        Map<String, String> kinds = new HashMap<>();
        Map<Place, GradientRow> cells = new HashMap<>();
        for (GradientRow row : rows) {
            engines.add(row.engine());
            tensors.computeIfAbsent(row.layer(), layer -> new LinkedHashSet<>()).add(row.tensor());
            kinds.put(row.layer(), row.kind());
            cells.put(new Place(row.layer(), row.tensor(), row.engine()), row);
        }
        Tag head = Tag.of("tr").add(header("col", "layer"), header("col", ""));
        engines.forEach(engine -> head.add(header("col", engine)));
        Tag table = Tag.of("table", "heat").add(Tag.of("caption").text(caption), Tag.of("thead").add(head));
        tensors.forEach((layer, own) -> {
            Tag body = Tag.of("tbody");
            boolean first = true;
            for (String tensor : own) {
                Tag line = Tag.of("tr");
                if (first) {
                    line.add(header("rowgroup", layer)
                            .with("rowspan", own.size())
                            .with("title", kinds.get(layer)));
                }
                first = false;
                line.add(header("row", tensor));
                engines.forEach(engine ->
                        line.add(cell(Optional.ofNullable(cells.get(new Place(layer, tensor, engine))))));
                body.add(line);
            }
            table.add(body);
        });
        return Tag.of("div", "scroll").add(table);
    }

    private static Tag header(String scope, String text) {
        return Tag.of("th").with("scope", scope).text(text);
    }

    private static Tag cell(Optional<GradientRow> found) {
        if (found.isEmpty()) {
            return Tag.of("td", "none").text("–");
        }
        GradientRow row = found.get();
        String figure = Figures.scientific(row.relativeNorm());
        return Tag.of("td", colour(row.relativeNorm()) + (row.agrees() ? "" : " bad"))
                .with("tabindex", 0)
                .with("title", details(row))
                .text(row.agrees() ? figure : "✗ " + figure);
    }

    /** The style sheet's class for a relative error. */
    static String colour(double relative) {
        if (Double.isNaN(relative)) {
            return "h" + (COLOURS - 1);
        }
        int step = relative <= 0 ? 0 : (int) Math.floor((Math.log10(relative) + 18) / 2);
        return "h" + Math.max(0, Math.min(COLOURS - 1, step));
    }

    static String details(GradientRow row) {
        StringBuilder text = new StringBuilder("%s: %s of %s (%s), %s%n"
                .formatted(
                        Findings.label(row),
                        row.tensor(),
                        row.layer(),
                        row.kind(),
                        Figures.plural(row.elements(), "element", "elements")));
        text.append(row.agrees() ? "agrees\n" : "DISAGREES\n");
        text.append("error ÷ bound ").append(Figures.ratio(row.localErrorOverBound())).append(", this layer alone\n");
        text.append("bound ≤ ").append(Figures.scientific(row.bound())).append(" from ").append(row.boundSource());
        text.append("\nrelative norm ").append(Figures.scientific(row.relativeNorm()));
        row.limit().ifPresent(limit -> text.append(", limit ").append(Figures.scientific(limit)));
        row.relativeNormToDl4j()
                .ifPresent(norm -> text.append("\nrelative norm to DL4J ").append(Figures.scientific(norm)));
        text.append("\nmax abs ").append(Figures.scientific(row.maxAbs()));
        text.append("\nULPs: median %s, 99%% %s, max %s"
                .formatted(
                        Figures.ulps(row.ulps().median()),
                        Figures.ulps(row.ulps().p99()),
                        Figures.ulps(row.ulps().max())));
        return text.toString().replace("\r", "");
    }

    /** What the colours mean. */
    static Tag legend() {
        Tag list = Tag.of("ul", "ramp");
        for (int k = 0; k < COLOURS; k++) {
            int decade = 2 * k - 18;
            String label = k == 0
                    ? "< " + Axis.power(decade + 2)
                    : k == COLOURS - 1 ? "≥ " + Axis.power(decade) : Axis.power(decade) + "…";
            list.add(Tag.of("li")
                    .add(
                            Tag.of("span", "h" + k).text(label),
                            Tag.of("small").text(MEANINGS.getOrDefault(k, ""))));
        }
        return list;
    }
}
