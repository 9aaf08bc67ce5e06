package cnn.compare.report.comparison;

import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import cnn.compare.report.Wrapped;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.EngineInfo;
import cnn.compare.result.GradientRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The console's tables of activations and gradients. */
final class ConsoleGradients {
    /** So many disagreeing rows are spelled out; one wrong layer can spoil all that follow it. */
    private static final int SPELLED_OUT = 12;

    private final Findings findings;
    private final List<GradientRow> rows;
    private final int images;
    private final Ink ink;

    ConsoleGradients(ComparisonResult result, Ink ink) {
        this.findings = new Findings(result);
        this.rows = result.gradients();
        this.images = result.setup().gradientBatch();
        this.ink = ink;
    }

    List<String> parts(boolean full) {
        List<String> parts = new ArrayList<>();
        String verdict = findings.verdict();
        parts.add((findings.result().gradientsAgree() ? ink.good(verdict) : ink.bad(verdict)) + "\n");
        absent().ifPresent(parts::add);
        if (rows.isEmpty()) {
            return parts;
        }
        if (!findings.disagreeing().isEmpty()) {
            parts.add(disagreeing(full));
        }
        parts.add(ink.heading("Activations and gradients of " + Figures.plural(images, "image", "images") + ", against "
                        + Findings.ORACLE)
                + "\n" + overview());
        if (full) {
            findings.byEngine().forEach((engine, own) -> parts.add(ink.heading(engine) + "\n" + all(own)));
        }
        return parts;
    }

    /** Who was asked for and could not take part, and why. */
    private Optional<String> absent() {
        Map<String, String> names = new LinkedHashMap<>();
        findings.result().engines().stream()
                .filter(EngineInfo::isAbsent)
                .forEach(engine -> names.merge(engine.role(), engine.label(), (a, b) -> a + ", " + b));
        if (names.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(ink.heading("Took no part")).append('\n');
        names.forEach((reason, engines) -> text.append(wrapped(engines + ": " + reason)));
        return Optional.of(text.toString());
    }

    private String disagreeing(boolean full) {
        List<GradientRow> wrong = findings.disagreeing();
        List<GradientRow> shown = full || wrong.size() <= SPELLED_OUT ? wrong : wrong.subList(0, SPELLED_OUT);
        StringBuilder text = new StringBuilder();
        for (GradientRow row : shown) {
            text.append(ink.bad("DISAGREES"))
                    .append("  %s: %s of layer '%s' (%s), %s\n"
                            .formatted(
                                    Findings.label(row),
                                    row.tensor(),
                                    row.layer(),
                                    row.kind(),
                                    Figures.plural(row.elements(), "element", "elements")));
            Findings.complaints(row).forEach(complaint -> text.append(wrapped(complaint)));
            text.append("    max abs %s, relative norm %s, ULPs: median %s, 99%% %s, max %s\n"
                    .formatted(
                            Figures.scientific(row.maxAbs()),
                            Figures.scientific(row.relativeNorm()),
                            Figures.ulps(row.ulps().median()),
                            Figures.ulps(row.ulps().p99()),
                            Figures.ulps(row.ulps().max())));
        }
        if (shown.size() < wrong.size()) {
            text.append("… and ").append(wrong.size() - shown.size()).append(" more.\n");
        }
        return text.toString();
    }

    private static String wrapped(String sentence) {
        return Wrapped.lines(sentence, 4, 6, Table.WIDTH);
    }

    private String overview() {
        Table table = new Table(
                "", "agree", "y ÷ bound", "norm", "dx ÷ bound", "norm", "dw, db, … ÷ bound", "norm");
        for (Map.Entry<String, List<GradientRow>> entry : findings.byEngine().entrySet()) {
            List<GradientRow> own = entry.getValue();
            long good = own.stream().filter(GradientRow::agrees).count();
            List<String> cells = new ArrayList<>();
            cells.add(entry.getKey());
            String agree = good + " of " + own.size();
            cells.add(good == own.size() ? ink.good(agree) : ink.bad(agree));
            for (TensorGroup group : TensorGroup.values()) {
                cells.addAll(worst(own, group::holds));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table
                + "  The worst of all layers. ÷ bound: the layer's own error over its rounding bound, agrees if <= 1;\n"
                + "  norm: ‖a - oracle‖ / ‖oracle‖, all layers before it included.\n";
    }

    private static List<String> worst(List<GradientRow> rows, Predicate<GradientRow> group) {
        List<GradientRow> own = rows.stream().filter(group).toList();
        return own.isEmpty()
                ? List.of("-", "-")
                : List.of(
                        Figures.ratio(Findings.worst(own).orElseThrow().localErrorOverBound()),
                        Figures.scientific(Findings.worstRelativeNorm(own)));
    }

    private String all(List<GradientRow> own) {
        Table table = new Table(
                        "layer", "tensor", "", "÷ bound", "rel. norm", "max abs", "ULP 50%", "99%", "max", "bound from")
                .left(1, 2, 9);
        for (GradientRow row : own) {
            table.row(
                    row.layer(),
                    row.tensor(),
                    row.agrees() ? ink.good("agrees") : ink.bad("DISAGREES"),
                    Figures.ratio(row.localErrorOverBound()),
                    Figures.scientific(row.relativeNorm()),
                    Figures.scientific(row.maxAbs()),
                    Figures.ulps(row.ulps().median()),
                    Figures.ulps(row.ulps().p99()),
                    Figures.ulps(row.ulps().max()),
                    row.boundSource());
        }
        return table.toString();
    }
}
