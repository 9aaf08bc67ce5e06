package cnn.check.own;

import cnn.check.own.OwnLayer.Gradient;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Lengths, finite numbers, and arrays that are not the layer's to write to. */
final class FormRules {
    private FormRules() {}

    /** A pass complains itself if a length is wrong. */
    static void lengths(Trial trial, Finding into) {
        trial.y();
        Gradient gradient = trial.gradient();
        into.checked(gradient.parameters().length > 0 ? 3 : 2);
    }

    static void finite(Trial trial, Finding into) {
        String hint = "; if x cannot be so, say which x can, by between(from, to)";
        judge(trial, trial.x(), true, into, "at ordinary x (" + trial.on() + ")", hint);
    }

    private static void judge(Trial trial, double[] x, boolean mustBeFinite, Finding into, String where, String hint) {
        double[] p = trial.parameters();
        check("y", trial.y(x, p), mustBeFinite, into, where, hint);
        Gradient gradient = trial.gradient(x, p, trial.dy());
        for (Tensor tensor : trial.tensors()) {
            check(tensor.gradient(), tensor.of(gradient), mustBeFinite, into, where, hint);
        }
    }

    private static void check(
            String what, double[] values, boolean mustBeFinite, Finding into, String where, String hint) {
        for (int i = 0; i < values.length; i++) {
            if (mustBeFinite ? !Double.isFinite(values[i]) : Double.isNaN(values[i])) {
                into.broken("%s: element %d of %s is %s%s".formatted(where, i, what, values[i], hint));
            }
        }
        into.checked(values.length);
    }

    static void untouched(Trial trial, Finding into) {
        double[] x = trial.x();
        double[] p = trial.parameters();
        double[] dy = trial.dy();
        trial.rawY(x, p);
        same("forward", "x", x, trial.x(), into);
        same("forward", "the parameters", p, trial.parameters(), into);
        // A forward pass that has overwritten them is blamed once.
        double[] againX = trial.x();
        double[] againP = trial.parameters();
        trial.rawBackward(againX, againP, dy);
        same("backward", "x", againX, trial.x(), into);
        same("backward", "the parameters", againP, trial.parameters(), into);
        same("backward", "dy", dy, trial.dy(), into);
    }

    private static void same(String pass, String what, double[] after, double[] before, Finding into) {
        int where = Arrays.mismatch(after, before);
        if (where >= 0) {
            into.broken("%s writes to %s: element %d was %s and is %s"
                    .formatted(pass, what, where, before[where], after[where]));
        }
        into.checked(after.length);
    }

    /** Finite numbers in, finite numbers out, unless a result may overflow. */
    static void special(Trial trial, Finding into) {
        Map<String, Double> finite = new LinkedHashMap<>();
        finite.put("every x is 0", 0.0);
        finite.put("every x is -0", -0.0);
        finite.put("every x is the smallest number above 0", Double.MIN_VALUE);
        finite.put("every x is the same", middle(trial));
        finite.forEach((where, value) -> constant(trial, value, true, where, into));
        for (double size : new double[] {1e-310, 1e3, 1e30}) {
            boolean small = size < 1;
            constant(trial, size, small, "every x is " + size, into);
            constant(trial, -size, small, "every x is " + -size, into);
            double[] mixed = mixed(trial, size);
            if (allowed(trial, size) && allowed(trial, -size)) {
                judge(trial, mixed, small, into, "x is %s or %s or ordinary".formatted(size, -size), "");
            }
        }
    }

    private static void constant(Trial trial, double value, boolean mustBeFinite, String where, Finding into) {
        if (allowed(trial, value)) {
            double[] x = trial.x();
            Arrays.fill(x, value);
            judge(trial, x, mustBeFinite, into, where, "");
        }
    }

    private static double middle(Trial trial) {
        return trial.on().from() + 0.75 * (trial.on().to() - trial.on().from());
    }

    /** Without a range of the user's own everything is; else what lies inside. */
    private static boolean allowed(Trial trial, double value) {
        return trial.options().range().map(range -> value >= range.from() && value <= range.to()).orElse(true);
    }

    private static double[] mixed(Trial trial, double size) {
        double[] x = trial.x();
        Random random = trial.random(12);
        for (int i = 0; i < x.length; i++) {
            int which = random.nextInt(4);
            if (which < 2) {
                x[i] = which == 0 ? size : -size;
            }
        }
        return x;
    }
}
