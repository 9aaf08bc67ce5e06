package cnn.check.contract;

import cnn.backend.UnsupportedLayerException;
import cnn.check.DirectionalFinding;
import cnn.check.GradientFinding;
import cnn.check.LayerOutputs;
import cnn.check.TensorCheck;
import cnn.check.cases.LayerCase;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** One trial of one rule: what is demanded is counted, and the first thing that does not hold is thrown. */
final class Require {
    private static final int LINES = 5;

    private final RuleBroken.Place place;
    private long judged;
    private long leftOut;
    private double worst = Double.NaN;

    private Require(RuleBroken.Place place) {
        this.place = place;
    }

    /** Something that is demanded. */
    interface Demand {
        void of(Require require);
    }

    /**
     * Tries a rule.
     *
     * @throws RuleBroken if it does not hold, if anything else was thrown, or if nothing was looked at
     * @throws UnsupportedLayerException if the backend cannot run what the rule is tried on: that breaks no rule
     */
    static Judgement that(String rule, String text, Optional<LayerCase> on, String kind, Demand demand) {
        RuleBroken.Place place = new RuleBroken.Place(rule, text, on, kind);
        Require require = new Require(place);
        try {
            demand.of(require);
        } catch (RuleBroken | UnsupportedLayerException e) {
            throw e;
        } catch (AssertionError | RuntimeException e) {
            throw place.broken(e);
        }
        if (require.judged + require.leftOut == 0) {
            throw place.broken(kind, "", Double.POSITIVE_INFINITY, "nothing was checked");
        }
        return new Judgement(require.judged, require.leftOut, require.worst);
    }

    RuleBroken broken(String tensor, String detail) {
        return place.broken(place.kind(), tensor, Double.POSITIVE_INFINITY, detail);
    }

    void that(boolean holds, Supplier<String> complaint) {
        judged++;
        if (!holds) {
            throw broken("", complaint.get());
        }
    }

    void equal(String what, Object actual, Object expected) {
        that(actual.equals(expected), () -> "%s is %s, expected %s".formatted(what, actual, expected));
    }

    void illegalState(String what, Runnable call) {
        judged++;
        try {
            call.run();
        } catch (IllegalStateException e) {
            return;
        } catch (RuntimeException e) {
            throw broken("", "%s: expected an IllegalStateException, got %s".formatted(what, e));
        }
        throw broken("", what + ": expected an IllegalStateException, nothing was thrown");
    }

    void sameBits(String tensor, double[] actual, double[] expected) {
        sameBits(place.kind(), tensor, "", actual, expected);
    }

    /** @param when for the message, for example {@code after inference}; may be empty */
    void sameBits(String tensor, String when, double[] actual, double[] expected) {
        sameBits(place.kind(), tensor, when, actual, expected);
    }

    private void sameBits(String kind, String tensor, String when, double[] actual, double[] expected) {
        String what = when.isEmpty() ? tensor : tensor + " " + when;
        if (actual.length != expected.length) {
            throw broken(tensor, "%s has %d elements, expected %d".formatted(what, actual.length, expected.length));
        }
        for (int i = 0; i < actual.length; i++) {
            if (Double.compare(actual[i], expected[i]) != 0) {
                String detail = "%s: element %d is %s, expected %s".formatted(what, i, actual[i], expected[i]);
                throw place.broken(kind, tensor, Double.POSITIVE_INFINITY, detail);
            }
        }
        judged += actual.length;
    }

    /** The gradient of each parameter of the layer and of those inside it, by its own name. */
    void sameGradient(PlacedLayer layer, String when, double[] actual, double[] expected) {
        if (layer.parameters().isEmpty()) {
            return;
        }
        int start = layer.parameters().get(0).offset();
        layer.withInner().filter(inner -> !inner.isComposite()).forEach(inner -> {
            for (Slice slice : inner.parameters()) {
                int from = slice.offset() - start;
                int to = slice.end() - start;
                sameBits(
                        inner.spec().kind(),
                        "d" + slice.parameter().name(),
                        when,
                        Arrays.copyOfRange(actual, from, to),
                        Arrays.copyOfRange(expected, from, to));
            }
        });
    }

    void same(PlacedLayer layer, String when, LayerOutputs actual, LayerOutputs expected) {
        sameBits("y", when, actual.y(), expected.y());
        sameBits("dx", when, actual.dx(), expected.dx());
        sameGradient(layer, when, actual.gradient(), expected.gradient());
        sameBits("state", when, actual.state(), expected.state());
    }

    /** @param what the tensor, and for the message what more there is to say after a blank */
    void within(String kind, String tensor, Supplier<String> what, double actual, double expected, double allowed) {
        judged++;
        double error = Math.abs(actual - expected);
        double ratio = error == 0 ? 0 : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / allowed;
        note(ratio);
        if (!(ratio <= 1)) {
            String detail = String.format(
                    Locale.ROOT, "%s is %s, expected %s within %.3g", what.get(), actual, expected, allowed);
            throw place.broken(kind, tensor, ratio, detail);
        }
    }

    void within(String tensor, int i, String when, double actual, double expected, double allowed) {
        within(place.kind(), tensor, () -> "%s[%d]%s".formatted(tensor, i, when), actual, expected, allowed);
    }

    /** A tensor that was judged by its bound, and the layer that made it. */
    record Checked(String kind, String label, TensorCheck check) {}

    void agree(List<Checked> all) {
        if (all.isEmpty()) {
            throw broken("", "there is nothing to compare");
        }
        List<Checked> wrong = new ArrayList<>();
        for (Checked one : all) {
            judged += one.check.difference().count();
            note(one.check.errorOverBound());
            if (!one.check.agrees()) {
                wrong.add(one);
            }
        }
        if (!wrong.isEmpty()) {
            // Layers inside a composite come before it, each judged by its own inputs: the first is a cause.
            Checked first = wrong.get(0);
            List<String> lines = wrong.stream()
                    .limit(LINES)
                    .map(one -> one.label + ": " + one.check.describe())
                    .toList();
            String more = wrong.size() > LINES ? "; and %d more".formatted(wrong.size() - LINES) : "";
            throw place.broken(
                    first.kind,
                    first.check.tensor(),
                    first.check.errorOverBound(),
                    "beyond the bound: " + String.join("; ", lines) + more);
        }
    }

    /** @param someChecked whether a finding in which all was left out is a failure */
    void agree(List<GradientFinding> findings, boolean someChecked) {
        for (GradientFinding finding : findings) {
            judged += finding.checked();
            leftOut += finding.leftOut();
            if (finding.checked() > 0) {
                note(finding.errorOverTolerance());
            }
            if (!finding.agrees() && (someChecked || finding.checked() > 0)) {
                String name = finding.tensor();
                String tensor = "d" + name.substring(name.lastIndexOf('.') + 1);
                double error = finding.checked() > 0 ? finding.errorOverTolerance() : Double.POSITIVE_INFINITY;
                throw place.broken(place.kind(), tensor, error, finding.describe());
            }
        }
    }

    /** @param someChecked whether a finding in which all was left out is a failure */
    void agree(DirectionalFinding finding, boolean someChecked) {
        judged += finding.checked();
        leftOut += finding.leftOut();
        if (finding.checked() > 0) {
            note(finding.errorOverTolerance());
        }
        if (!finding.agrees() && (someChecked || finding.checked() > 0)) {
            double error = finding.checked() > 0 ? finding.errorOverTolerance() : Double.POSITIVE_INFINITY;
            throw place.broken(place.kind(), "", error, finding.describe());
        }
    }

    private void note(double errorOverBound) {
        worst = Double.isNaN(worst) ? errorOverBound : Math.max(worst, errorOverBound);
    }
}
