package cnn.compare.crosscheck.result;

import java.util.List;

/**
 * Which rules noticed which planted faults.
 *
 * @param rules that were tried, in the order of the columns
 * @param rows a fault each
 * @param controls how many rules the unharmed copies broke; anything but 0 makes the matrix worthless
 */
public record KillMatrix(List<Rule> rules, List<Row> rows, int controls) {
    public KillMatrix {
        rules = List.copyOf(rules);
        rows = List.copyOf(rows);
    }

    /**
     * @param fault its id
     * @param kind of layer, {@code update} or {@code loss}
     * @param what is wrong, a sentence
     * @param source where it is known from; empty if nowhere
     * @param caughtBy ids of the rules that noticed it, in order
     * @param first what the first of them said
     */
    public record Row(
            String fault, String kind, String what, String source, List<String> caughtBy, String first) {
        public Row {
            caughtBy = List.copyOf(caughtBy);
        }

        public boolean killed() {
            return !caughtBy.isEmpty();
        }
    }

    /** Whether every fault was noticed, and nothing that is right was blamed. */
    public boolean complete() {
        return controls == 0 && !rows.isEmpty() && rows.stream().allMatch(Row::killed);
    }
}
