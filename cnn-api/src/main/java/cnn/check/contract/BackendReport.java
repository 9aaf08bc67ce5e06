package cnn.check.contract;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What {@link BackendCheck} found.
 *
 * @param backend what it says of itself
 * @param outcomes one for each rule and kind of layer that it was tried on
 */
public record BackendReport(String backend, List<Outcome> outcomes) {
    public BackendReport {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * A rule on the cases of one kind of layer.
     *
     * @param rule its id
     * @param title what must hold, half a sentence
     * @param kind of layer; of a rule about a backend as a whole {@link BackendRule#kind}
     * @param cases on how many it was tried
     * @param judgement of those where it holds
     * @param broken one for each case where it does not
     * @param refused what the backend says it cannot run, where that was not allowed
     * @param allowed how many cases it could not run and need not
     */
    public record Outcome(
            String rule,
            String title,
            String kind,
            int cases,
            Judgement judgement,
            List<RuleBroken> broken,
            List<String> refused,
            int allowed) {
        public Outcome {
            broken = List.copyOf(broken);
            refused = List.copyOf(refused);
        }

        /** Whether nothing was wrong, and something was judged unless all of it may be refused. */
        public boolean passes() {
            return broken.isEmpty() && refused.isEmpty() && !isEmpty();
        }

        /** Whether nothing was judged, for no stated reason. */
        public boolean isEmpty() {
            return judgement.judged() == 0 && broken.isEmpty() && refused.isEmpty() && allowed < cases;
        }

        /** For example {@code C7 conv2d: 49 cases, 5012 judged, 0 left out, worst 0.12 of its bound}. */
        public String describe() {
            String worst = Double.isNaN(judgement.worst())
                    ? ""
                    : String.format(Locale.ROOT, ", worst %.2g of its bound", judgement.worst());
            String wrong = broken.isEmpty() ? "" : ", broken on %d".formatted(broken.size());
            return "%s %s: %d case%s, %d judged, %d left out%s%s"
                    .formatted(
                            rule,
                            kind,
                            cases,
                            cases == 1 ? "" : "s",
                            judgement.judged(),
                            judgement.leftOut(),
                            worst,
                            wrong);
        }
    }

    /** Whether every outcome passes, and there is one in which something was judged. */
    public boolean passes() {
        return outcomes.stream().allMatch(Outcome::passes)
                && outcomes.stream().anyMatch(outcome -> outcome.judgement().judged() > 0);
    }

    /** Every broken rule on every case: single layers before composites, small cases before large ones, networks last. */
    public List<RuleBroken> broken() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.broken().stream())
                .sorted(Comparator.comparingLong(BackendReport::size))
                .toList();
    }

    private static long size(RuleBroken broken) {
        return broken.on()
                .map(on -> (on.spec().branches().isEmpty() ? 0 : 1L << 40)
                        + (long) on.batch() * (on.input().size() + on.spec().output(on.input()).size()))
                .orElse(1L << 50);
    }

    /**
     * What is wrong, in lines: for each rule and tensor the simplest case that shows it. Empty if all is well.
     *
     * @param atMost so many lines, and one that says how many more
     */
    public List<String> complaints(int atMost) {
        Map<String, List<RuleBroken>> same = new LinkedHashMap<>();
        for (RuleBroken one : broken()) {
            same.computeIfAbsent(one.rule() + " " + one.kind() + " " + one.tensor(), key -> new ArrayList<>())
                    .add(one);
        }
        List<String> lines = new ArrayList<>();
        same.values().forEach(all -> lines.add(all.get(0).getMessage()
                + (all.size() == 1 ? "" : " (and on %d more)".formatted(all.size() - 1))));
        for (Outcome outcome : outcomes) {
            outcome.refused().stream()
                    .distinct()
                    .forEach(what -> lines.add("%s, %s: %s".formatted(outcome.rule(), outcome.kind(), what)));
            if (outcome.isEmpty()) {
                lines.add("%s, %s: nothing was checked".formatted(outcome.rule(), outcome.kind()));
            }
        }
        if (outcomes.stream().allMatch(outcome -> outcome.judgement().judged() == 0) && lines.isEmpty()) {
            lines.add("nothing was checked");
        }
        if (lines.size() <= atMost) {
            return List.copyOf(lines);
        }
        List<String> few = new ArrayList<>(lines.subList(0, atMost));
        few.add("and %d more".formatted(lines.size() - atMost));
        return List.copyOf(few);
    }
}
