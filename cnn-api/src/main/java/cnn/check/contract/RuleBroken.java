package cnn.check.contract;

import cnn.check.cases.LayerCase;
import java.util.Optional;

/** A backend breaks a rule of the contract; the message names rule and case. An error, so that tests fail by it. */
public final class RuleBroken extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String rule;
    private final transient Optional<LayerCase> on;
    private final String kind;
    private final String tensor;
    private final double errorOverBound;
    private final String detail;

    private RuleBroken(
            String rule,
            String text,
            Optional<LayerCase> on,
            String kind,
            String tensor,
            double errorOverBound,
            String detail,
            Optional<Throwable> cause) {
        super(text + on.map(one -> " [" + one + "]").orElse("") + ": " + detail);
        cause.ifPresent(this::initCause);
        this.rule = rule;
        this.on = on;
        this.kind = kind;
        this.tensor = tensor;
        this.errorOverBound = errorOverBound;
        this.detail = detail;
    }

    /** What a rule is tried on, for messages. */
    record Place(String rule, String text, Optional<LayerCase> on, String kind) {
        RuleBroken broken(String ofKind, String tensor, double errorOverBound, String detail) {
            return new RuleBroken(rule, text, on, ofKind, tensor, errorOverBound, detail, Optional.empty());
        }

        RuleBroken broken(Throwable cause) {
            return new RuleBroken(
                    rule, text, on, kind, "", Double.POSITIVE_INFINITY, cause.toString(), Optional.of(cause));
        }
    }

    /** The rule's id, for example {@code C7}. */
    public String rule() {
        return rule;
    }

    /** What the rule was tried on; empty for a rule about a backend as a whole. */
    public Optional<LayerCase> on() {
        return on;
    }

    /**
     * The kind of the layer that is wrong, the innermost where that can be told, for example {@code conv2d} inside a
     * residual block; or the kind of an optimizer, {@code update} or {@code network}.
     */
    public String kind() {
        return kind;
    }

    /** What is wrong, for example {@code db}; empty if no single tensor is. */
    public String tensor() {
        return tensor;
    }

    /** How far beyond its bound; infinite where there is no bound. */
    public double errorOverBound() {
        return errorOverBound;
    }

    /** What was expected and what came, without rule and case. */
    public String detail() {
        return detail;
    }
}
