package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.report.Figures;
import cnn.compare.report.Ink;
import cnn.compare.report.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The console's kill matrix: which rules noticed which planted fault. */
final class ConsolePlanted {
    private static final int RULES = 6;

    private ConsolePlanted() {}

    static String of(KillMatrix planted, Ink ink) {
        int killed =
                planted.rows().size() - CrossCheckFindings.survivors(planted).size();
        String head = "Planted faults: " + Figures.count(killed) + " of "
                + Figures.count(planted.rows().size()) + " noticed; unharmed copies broke "
                + Figures.plural(planted.controls(), "rule", "rules");
        Table table = new Table("fault", "in", "noticed by", "what is wrong")
                .left(1, 2, 3)
                .within(CrossCheckConsole.WIDTH);
        List<KillMatrix.Row> rows = new ArrayList<>(planted.rows());
        rows.sort(Comparator.comparing(KillMatrix.Row::killed));
        for (KillMatrix.Row row : rows) {
            table.row(row.fault(), row.kind(), row.killed() ? caughtBy(row) : ink.bad("✗ NOBODY"), row.what());
        }
        return (planted.complete() ? ink.heading(head) : ink.bad(head)) + "\n" + table;
    }

    private static String caughtBy(KillMatrix.Row row) {
        List<String> ids = row.caughtBy();
        return ids.size() <= RULES
                ? String.join(" ", ids)
                : String.join(" ", ids.subList(0, RULES)) + " +" + (ids.size() - RULES);
    }
}
