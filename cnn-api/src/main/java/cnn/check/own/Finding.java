package cnn.check.own;

import java.util.Optional;

/** What is found out about one rule while it is judged. */
final class Finding {
    private final OwnRule rule;
    private long checked;
    private long leftOut;
    private double worst = Double.NaN;
    private Optional<String> failure = Optional.empty();
    private Optional<String> notRun = Optional.empty();
    private Optional<Throwable> cause = Optional.empty();

    Finding(OwnRule rule) {
        this.rule = rule;
    }

    /** So many judgements were made. */
    void checked(long count) {
        checked += count;
    }

    void leftOut(long count) {
        leftOut += count;
    }

    /** A judgement with a tolerance came to this share of it. */
    void errorOverTolerance(double share) {
        worst = Double.isNaN(worst) ? share : Math.max(worst, share);
    }

    /** The rule is broken; only the first time counts. */
    void broken(String detail) {
        broken(detail, Optional.empty());
    }

    void broken(String detail, Optional<Throwable> why) {
        if (failure.isEmpty()) {
            failure = Optional.of(detail);
            cause = why;
        }
    }

    boolean isBroken() {
        return failure.isPresent();
    }

    /** There is nothing to check, for this reason. */
    void notRun(String reason) {
        notRun = notRun.or(() -> Optional.of(reason));
    }

    OwnReport.Outcome outcome() {
        return new OwnReport.Outcome(
                rule, checked, leftOut, worst, failure, checked == 0 ? notRun : Optional.empty(), cause);
    }
}
