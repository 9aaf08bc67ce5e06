package cnn.check.own;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@link OwnLayerCheck} has found.
 *
 * @param layer its class
 * @param on what it was tried on
 * @param outcomes one a rule, the first cause first
 */
public record OwnReport(String layer, String on, List<Outcome> outcomes) {
    public OwnReport {
        outcomes = List.copyOf(outcomes);
    }

    /**
     * What came of one rule.
     *
     * @param checked how many numbers were judged (O10: directions)
     * @param leftOut how many more were left out, because of a kink too near or because of noise
     * @param errorOverTolerance the largest; NaN where the rule knows no tolerance
     * @param failure what is wrong; empty if nothing is
     * @param notRun why nothing was checked; empty if something was
     * @param cause what the layer threw
     */
    public record Outcome(
            OwnRule rule,
            long checked,
            long leftOut,
            double errorOverTolerance,
            Optional<String> failure,
            Optional<String> notRun,
            Optional<Throwable> cause) {

        /** Broken, or nothing was checked without a reason. */
        public boolean isBroken() {
            return failure.isPresent() || checked == 0 && notRun.isEmpty();
        }

        private String text() {
            if (isBroken()) {
                return "BROKEN " + rule.title() + "\n  "
                        + failure.orElse("nothing was checked").replace("\n", "\n  ");
            }
            return rule.title() + ": " + notRun.map(reason -> "not run, " + reason).orElseGet(this::counts);
        }

        private String counts() {
            String left = leftOut > 0 ? ", %d left out".formatted(leftOut) : "";
            String worst = Double.isNaN(errorOverTolerance)
                    ? ""
                    : String.format(Locale.ROOT, ", largest error %.2g of its tolerance", errorOverTolerance);
            return checked + " checked" + left + worst;
        }
    }

    /** Whether no rule is broken. */
    public boolean agrees() {
        return broken().isEmpty();
    }

    /** The rules that are broken, the first cause first. */
    public List<OwnRule> broken() {
        return outcomes.stream().filter(Outcome::isBroken).map(Outcome::rule).toList();
    }

    /** What came of this rule. */
    public Outcome of(OwnRule rule) {
        return outcomes.get(rule.ordinal());
    }

    /** What was checked and what is wrong, over several lines: broken rules first. */
    public String describe() {
        List<String> lines = new ArrayList<>();
        lines.add(layer + " on x " + on + ": " + (agrees() ? "all is well" : "%d of %d rules broken"
                .formatted(broken().size(), outcomes.size())));
        outcomes.stream().filter(Outcome::isBroken).forEach(outcome -> lines.add(outcome.text()));
        outcomes.stream().filter(outcome -> !outcome.isBroken()).forEach(outcome -> lines.add("  " + outcome.text()));
        return String.join("\n", lines);
    }

    /** @throws AssertionError if a rule is broken, with {@link #describe} as its message */
    public void verify() {
        if (!agrees()) {
            AssertionError error = new AssertionError(describe());
            outcomes.forEach(outcome -> outcome.cause().ifPresent(error::addSuppressed));
            throw error;
        }
    }
}
