package cnn.check.own;

import java.util.List;

/**
 * What is demanded of a layer, the first cause first: a layer that breaks one rule often breaks later ones because of
 * it. The numbers stay: reports and tests are named by them.
 */
public enum OwnRule {
    O1("y, dx and the parameters' gradient have as many numbers as their shapes say", FormRules::lengths),
    O2("ordinary inputs give finite numbers", FormRules::finite),
    O3("x, dy and the parameters are left as they are", FormRules::untouched),
    O4("a gradient is written, not added to that of the call before", StateRules::notAccumulated),
    O5("the same input gives the same bits each time", StateRules::repeated),
    O6("passes with other inputs in between change nothing", StateRules::interleaved),
    O7("backward is linear in dy", GradientRules::linear),
    O8("dx agrees with finite differences", GradientRules::dx),
    O9("each parameter's gradient agrees with finite differences", GradientRules::parameters),
    O10("the derivative along lines through x and all parameters agrees with finite differences", GradientRules::along),
    O11("what comes of a sample does not depend on the other samples", GradientRules::alone),
    O12("zeros, subnormal numbers and constants give finite numbers; large ones never NaN", FormRules::special);

    /** Does its work on one case. */
    interface Judge {
        void judge(Trial trial, Finding into);
    }

    private final String title;
    private final Judge judge;

    OwnRule(String title, Judge judge) {
        this.title = title;
        this.judge = judge;
    }

    /** For example {@code O8: dx agrees with finite differences}. */
    public String title() {
        return name() + ": " + title;
    }

    void judge(Trial trial, Finding into) {
        judge.judge(trial, into);
    }

    /** What must hold before this rule can say anything. */
    List<OwnRule> needs() {
        return switch (this) {
            case O1 -> List.of();
            case O2, O3, O4, O12 -> List.of(O1);
            case O5 -> List.of(O1, O4);
            case O6, O7, O8, O9, O10, O11 -> List.of(O1, O2, O4, O5);
        };
    }
}
