package cnn.compare.report.experiment;

import cnn.compare.report.Page;
import cnn.compare.report.Table;
import cnn.compare.report.Tag;
import java.util.ArrayList;
import java.util.List;

/** A table that can be written for a browser, as Markdown and for a terminal. */
final class Grid {
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    Grid(String... head) {
        this.head = List.of(head);
    }

    Grid row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Tag html() {
        Tag body = Tag.of("tbody");
        for (List<String> row : rows) {
            body.add(Page.line(
                    row.get(0), row.subList(1, row.size()).toArray(String[]::new)));
        }
        return Page.scroll(Page.table(head.toArray(String[]::new)).add(body));
    }

    String markdown() {
        StringBuilder text = new StringBuilder(line(head));
        text.append("|---|").append("---:|".repeat(head.size() - 1)).append('\n');
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        StringBuilder line = new StringBuilder("|");
        cells.forEach(cell -> line.append(' ').append(cell.replace("|", "\\|")).append(" |"));
        return line.append('\n').toString();
    }

    String console() {
        Table table = new Table(head.toArray(String[]::new)).within(120);
        rows.forEach(row -> table.row(row.toArray(String[]::new)));
        return table.toString();
    }
}
