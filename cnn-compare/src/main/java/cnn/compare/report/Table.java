package cnn.compare.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text table: columns two spaces apart, the first left-aligned and the others right-aligned unless told. Where it
 * would be wider than it may be, the widest left-aligned columns are cut.
 */
public final class Table {
    /** How wide a line may be unless told. */
    public static final int WIDTH = 100;

    private static final int NARROWEST = 8;

    private final boolean[] left;
    private final List<String[]> rows = new ArrayList<>();
    private int widest = WIDTH;

    public Table(String... head) {
        left = new boolean[head.length];
        left[0] = true;
        rows.add(head);
    }

    /** Its lines may be so wide. */
    public Table within(int columns) {
        widest = columns;
        return this;
    }

    public Table left(int... columns) {
        for (int column : columns) {
            left[column] = true;
        }
        return this;
    }

    public Table row(String... cells) {
        if (cells.length != left.length) {
            throw new IllegalArgumentException("expected " + left.length + " cells, got " + Arrays.toString(cells));
        }
        rows.add(cells);
        return this;
    }

    /** The table, each line indented by two spaces and ended by a line feed. */
    @Override
    public String toString() {
        int[] widths = new int[left.length];
        for (String[] row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], width(row[c]));
            }
        }
        cut(widths);
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String cell = width(row[c]) <= widths[c] ? row[c] : clipped(row[c], widths[c]);
                String space = " ".repeat(widths[c] - width(cell));
                line.append("  ").append(left[c] ? cell + space : space + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private void cut(int[] widths) {
        int over = Arrays.stream(widths).map(w -> w + 2).sum() - widest;
        while (over > 0) {
            int cut = 0;
            for (int c = 0; c < widths.length; c++) {
                cut = left[c] && widths[c] > widths[cut] ? c : cut;
            }
            // A column of a few characters says nothing any more; then a line that wraps is the lesser evil.
            if (widths[cut] <= NARROWEST) {
                return;
            }
            widths[cut]--;
            over--;
        }
    }

    private static String clipped(String cell, int width) {
        String plain = Ink.plain(cell);
        return plain.substring(0, plain.offsetByCodePoints(0, width - 1)) + "…";
    }

    /** Columns on a terminal: colour codes take none. */
    public static int width(String cell) {
        String plain = Ink.plain(cell);
        return plain.codePointCount(0, plain.length());
    }
}
