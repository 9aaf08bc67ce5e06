package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.KillMatrix;
import java.util.List;

/** The kill matrix as tests: each planted fault must be noticed, and unharmed copies must not be blamed. */
final class JunitPlanted {
    private JunitPlanted() {}

    static JunitSuite of(KillMatrix planted) {
        JunitSuite suite = new JunitSuite("crosscheck", "planted faults");
        List<KillMatrix.Row> rows = planted.rows();
        suite.property("planted", Integer.toString(rows.size()));
        suite.property(
                "killed",
                Long.toString(rows.stream().filter(KillMatrix.Row::killed).count()));
        suite.property("controls", Integer.toString(planted.controls()));
        if (planted.controls() == 0) {
            suite.passed("unharmed copies break no rule", "0 rules broken");
        } else {
            String message = planted.controls() + " rules broken by copies without a fault";
            suite.failed("unharmed copies break no rule", message, message, "");
        }
        if (rows.isEmpty()) {
            suite.error("some fault was planted", "no fault was planted");
        }
        for (KillMatrix.Row row : rows) {
            String test = row.fault() + " is noticed";
            String what = row.kind() + ": " + row.what();
            if (row.killed()) {
                suite.passed(test, what + "\nnoticed by " + String.join(" ", row.caughtBy()) + ": " + row.first());
            } else {
                suite.failed(test, "no rule noticed it", what + "\nNo rule noticed it.\n", "");
            }
        }
        return suite;
    }
}
