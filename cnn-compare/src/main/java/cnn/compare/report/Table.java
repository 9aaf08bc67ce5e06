package cnn.compare.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text table: columns two spaces apart, the first left-aligned and the others right-aligned unless told. Where it
 * would be wider than {@link #WIDTH}, the widest left-aligned column is cut.
 */
public final class Table {
    /** How wide a line may be. */
    public static final int WIDTH = 100;

    private final boolean[] left;
    private final List<String[]> rows = new ArrayList<>();

    public Table(String... head) {
        left = new boolean[head.length];
        left[0] = true;
        rows.add(head);
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
        int over = Arrays.stream(widths).map(w -> w + 2).sum() - WIDTH;
        int widest = 0;
        for (int c = 0; c < widths.length; c++) {
            widest = left[c] && widths[c] > widths[widest] ? c : widest;
        }
        // A column of a few characters says nothing any more; then a line that wraps is the lesser evil.
        widths[widest] = over <= 0 ? widths[widest] : Math.max(8, widths[widest] - over);
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
