package cnn.compare.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Failure;
import java.util.ArrayList;
import java.util.List;

/** A cross-check's outcome in lines, the cause first: for exceptions' messages. */
public final class Verdict {
    private static final int AT_MOST = 20;

    private Verdict() {}

    static String of(CrossCheckResult result) {
        List<String> lines = new ArrayList<>();
        result.failures().stream().limit(AT_MOST).forEach(failure -> lines.add(line(failure)));
        if (result.failures().size() > AT_MOST) {
            lines.add("and %d more".formatted(result.failures().size() - AT_MOST));
        }
        for (Cell cell : result.empty()) {
            lines.add("%s: nothing was checked by %s on %s".formatted(cell.subject(), cell.rule(), cell.kind()));
        }
        if (result.cells().isEmpty()) {
            lines.add("nothing was checked at all");
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** For example {@code nd4j float32: L3 conv2d db [conv2d, 3×3]: …}. */
    static String line(Failure failure) {
        String tensor = failure.tensor().isEmpty() ? "" : " " + failure.tensor();
        return "%s: %s %s%s [%s]: %s%s"
                .formatted(
                        failure.subject(),
                        failure.rule(),
                        failure.kind(),
                        tensor,
                        failure.where(),
                        failure.detail(),
                        failure.replay().map(command -> "; again: " + command).orElse(""));
    }
}
