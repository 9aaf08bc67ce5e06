package cnn.compare.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a bench must not find. */
final class Rules {
    /** The engine that promises to allocate next to nothing. */
    private static final String SCRATCH = "scratch";

    /** Two objects a kernel call would be far more; a loss as a boxed number and the like are far less. */
    private static final double MOST_HEAP_BYTES = 64 * 1024;

    /**
     * In float32 the same sums in another order differ by some 1e-6 of a loss; a network with a layer left out, or with
     * other initial values, by some tenths.
     */
    private static final double MOST_DIFFERENCE = 1e-3;

    /**
     * Adam's first update moves every parameter by the learning rate, whatever the size of its gradient: where a gradient
     * is nothing but rounding, engines move apart. An update left out or made twice changes the first digit.
     */
    private static final double MOST_DIFFERENCE_AFTER_UPDATE = 2e-2;

    private Rules() {}

    /** A line a broken rule. */
    static List<String> broken(CaseResult result) {
        List<String> problems = new ArrayList<>();
        for (EngineResult engine : result.engines()) {
            String where = engine.name() + " on " + result.what().label();
            double heap = engine.heapBytesPerStep().median();
            if (engine.name().equals(SCRATCH) && heap > MOST_HEAP_BYTES) {
                problems.add(String.format(
                        Locale.ROOT,
                        "%s allocates %,.0f bytes a step on the Java heap, more than %,.0f: the JIT has given up on a kernel,"
                                + " or it needs a longer --warm-up",
                        where,
                        heap,
                        MOST_HEAP_BYTES));
            }
            if (!(engine.lossDifference() <= MOST_DIFFERENCE)) {
                problems.add(disagreement(where, "first loss", engine.startUp().losses().get(0), result, 0));
            } else if (!(engine.secondLossDifference() <= MOST_DIFFERENCE_AFTER_UPDATE)) {
                problems.add(disagreement(
                        where, "loss after one update", engine.startUp().losses().get(1), result, 1));
            }
        }
        return problems;
    }

    private static String disagreement(String where, String what, double loss, CaseResult result, int step) {
        EngineResult first = result.engines().get(0);
        return String.format(
                Locale.ROOT,
                "%s does other work than %s: its %s is %.6f, not %.6f",
                where,
                first.name(),
                what,
                loss,
                first.startUp().losses().get(step));
    }
}
