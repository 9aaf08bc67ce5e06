package cnn.compare.report.layers;

import cnn.compare.layers.LayerRow;
import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The survey of all layers on all engines for the console. No cell is empty: where there is no number, a word says why. */
public final class LayerTable {
    private static final String NO_PARAMETERS = "none";
    private static final String EXACT_ZERO = "is 0";
    private static final String ALL_LEFT_OUT = "at kinks";

    private LayerTable() {}

    /** @param colours whether the terminal shows them */
    public static String of(List<LayerRow> rows, boolean colours) {
        Ink ink = new Ink(colours);
        Table table = new Table(
                        "layer", "engine", "", "y", "dx", "dparams", "FD: dx", "dparams", "÷ bound")
                .left(1, 2);
        List<String> notes = new ArrayList<>();
        String before = "";
        for (LayerRow row : rows) {
            table.row(cells(row, row.kind().equals(before) ? "" : row.kind(), notes, ink));
            before = row.kind();
        }
        StringBuilder text = new StringBuilder(table.toString());
        text.append("""
                  Worst relative errors of all cases, ‖a - b‖ / ‖b‖. y, dx, dparams: against the textbook in float64, given
                  the same numbers. FD: against finite differences of the textbook's forward pass. ÷ bound: the largest
                  error over its rounding bound, ok up to 1. none: the layer has no parameters.
                """.replaceAll("(?m)^ +", "  "));
        for (int i = 0; i < notes.size(); i++) {
            text.append("  [%d] %s\n".formatted(i + 1, notes.get(i)));
        }
        for (LayerRow row : rows) {
            row.complaints().forEach(complaint -> text.append(
                    "%s  %s on %s: %s\n".formatted(ink.bad("DISAGREES"), row.kind(), row.engine(), complaint)));
        }
        return text.toString();
    }

    private static String[] cells(LayerRow row, String kind, List<String> notes, Ink ink) {
        String engine = row.engine() + " " + row.precision().replace("float", "f");
        String marks = reasons(row).stream().map(reason -> note(reason, notes)).collect(Collectors.joining());
        if (row.cases() == 0) {
            return new String[] {kind, engine, "none", marks, marks, marks, marks, marks, marks};
        }
        String verdict = row.agrees() ? row.known().isEmpty() ? ink.good("ok") : "known" : ink.bad("WRONG");
        return new String[] {
            kind,
            engine,
            marks.isEmpty() ? verdict : verdict + " " + marks,
            number(row.errors().y(), EXACT_ZERO),
            number(row.errors().dx(), EXACT_ZERO),
            number(row.errors().dparams(), NO_PARAMETERS),
            number(row.errors().dxToDifferences(), ALL_LEFT_OUT),
            number(row.errors().dparamsToDifferences(), NO_PARAMETERS),
            Figures.ratio(row.errors().overBound())
        };
    }

    private static List<String> reasons(LayerRow row) {
        List<String> reasons = new ArrayList<>();
        row.refused().ifPresent(reason -> reasons.add(
                row.cases() == 0
                        ? "%s: %s".formatted(row.engine(), reason)
                        : "%s leaves out %d of %d cases: %s"
                                .formatted(row.engine(), row.refusals(), row.refusals() + row.cases(), reason)));
        row.known().forEach(finding -> reasons.add("docs/findings.md: " + finding));
        return reasons;
    }

    private static String number(double value, String otherwise) {
        return Optional.of(value)
                .filter(v -> !Double.isNaN(v))
                .map(Figures::scientific)
                .orElse(otherwise);
    }

    /** The number of a note, which is said once. */
    private static String note(String text, List<String> notes) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
        return "[%d]".formatted(notes.indexOf(text) + 1);
    }
}
