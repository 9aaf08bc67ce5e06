package cnn.compare.report.comparison;

import cnn.compare.report.Figures;
import cnn.compare.report.Page;
import cnn.compare.report.Tag;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.GradientRow;
import java.util.List;

/** Every tensor of every engine against the oracle, as matrices and as a table of all figures. */
final class GradientSection {
    private GradientSection() {}

    static Tag of(ComparisonResult result) {
        Tag section = Page.section("gradients", "Does every layer compute the same numbers?");
        if (result.gradients().isEmpty()) {
            return section.add(Page.paragraph("empty", "No gradient was compared."));
        }
        Tag matrices = Tag.of("div", "matrices");
        for (String precision : precisions(result)) {
            List<GradientRow> rows = result.gradients().stream()
                    .filter(row -> row.precision().equals(precision))
                    .toList();
            matrices.add(new HeatMatrix("Engines in " + precision, rows).draw());
        }
        return section.add(
                Page.paragraph("Relative norm of the difference to the oracle (" + Findings.ORACLE
                        + "), ‖a − oracle‖ / ‖oracle‖, everything before the layer included. ✗: disagrees. "
                        + "Point at a cell, tap it or tab to it for the other figures."),
                HeatMatrix.legend(),
                matrices,
                explanation(),
                Page.folded("All figures", all(result.gradients())));
    }

    private static List<String> precisions(ComparisonResult result) {
        return result.gradients().stream()
                .map(GradientRow::precision)
                .distinct()
                .sorted((a, b) -> b.compareTo(a))
                .toList();
    }

    private static Tag explanation() {
        return Page.explanation(
                        "One line for each layer's output y, the gradient dx that it hands back, and its parameters' "
                                + "gradients dw and db; one column an engine. Quiet colours are close, loud ones far. "
                                + "In float64 numbers carry 16 digits, so engines that do the same differ by about "
                                + "10⁻¹⁶ to 10⁻¹⁴; in float32 they carry 7, and differ by about 10⁻⁷ to 10⁻⁵. Read y "
                                + "from top to bottom and dx from bottom to top, as the passes run: small differences "
                                + "grow on the way.",
                        "Two programs never agree to the last bit, because they add in different orders. What is "
                                + "allowed is no guess: each layer is also run alone, on the engine's own input, and "
                                + "its error must stay within a bound derived from the number of additions, the unit "
                                + "roundoff and the numbers added (error ÷ bound at most 1). Norms of y, dw and db have "
                                + "limits too, from runs of the oracle with noise of that size in every layer. A dx "
                                + "may be loud and right: in flat parts of a picture whole pooling windows are equal, "
                                + "and rounding decides which element gets their gradient.",
                        "A loud cell among quiet ones, marked ✗, of 10⁻³ or more, and equally loud in float32 and "
                                + "float64: a wrong formula does not care how many digits it is computed with. A "
                                + "wrong dw stays alone; a wrong dx spoils every dx, dw and db of the layers before "
                                + "it.")
                .with("class", "columns");
    }

    private static Tag all(List<GradientRow> rows) {
        Tag table = Page.table(
                "engine", "layer", "tensor", "verdict", "error ÷ bound", "bound", "bound from", "rel. norm", "limit",
                "to DL4J", "max abs", "ULP median", "ULP 99%", "ULP max", "elements");
        Tag body = Tag.of("tbody");
        for (GradientRow row : rows) {
            Tag line = Page.line(
                    Findings.label(row),
                    row.layer(),
                    row.tensor(),
                    row.agrees() ? "agrees" : "✗ DISAGREES",
                    Figures.ratio(row.localErrorOverBound()),
                    Figures.scientific(row.bound()),
                    row.boundSource(),
                    Figures.scientific(row.relativeNorm()),
                    row.limit().isPresent() ? Figures.scientific(row.limit().getAsDouble()) : "–",
                    row.relativeNormToDl4j().isPresent()
                            ? Figures.scientific(row.relativeNormToDl4j().getAsDouble())
                            : "–",
                    Figures.scientific(row.maxAbs()),
                    Figures.ulps(row.ulps().median()),
                    Figures.ulps(row.ulps().p99()),
                    Figures.ulps(row.ulps().max()),
                    Figures.count(row.elements()));
            body.add(row.agrees() ? line : line.with("class", "bad"));
        }
        return Page.scroll(table.add(body));
    }
}
