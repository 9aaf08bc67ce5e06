package cnn.check.own;

import cnn.check.own.OwnLayer.Gradient;
import java.util.Arrays;
import java.util.Optional;

/** What a layer keeps from one pass to the next, and should not. */
final class StateRules {
    private StateRules() {}

    /** Three calls, the same inputs given: from each to the next an array that is added to grows by the same. */
    static void notAccumulated(Trial trial, Finding into) {
        Gradient first = trial.gradient();
        Gradient second = trial.gradient();
        Gradient third = trial.gradient();
        for (Tensor tensor : trial.tensors()) {
            double[] once = tensor.of(first);
            double[] twice = tensor.of(second);
            double[] thrice = tensor.of(third);
            boolean steady = true;
            boolean grows = false;
            for (int i = 0; i < once.length; i++) {
                double growth = twice[i] - once[i];
                double rounding = 1e-12 * (Math.abs(once[i]) + Math.abs(twice[i]));
                steady &= Math.abs(thrice[i] - twice[i] - growth) <= rounding;
                grows |= Math.abs(growth) > rounding;
            }
            if (steady && grows) {
                into.broken("%s: with the same inputs, %s grows by the same from call to call; is it kept?"
                        .formatted(trial.on(), tensor.gradient()));
            }
            into.checked(once.length);
        }
    }

    static void repeated(Trial trial, Finding into) {
        same(trial, "y", trial.y(), trial.y(), "the second forward pass", into);
        Gradient first = trial.gradient();
        sameGradient(trial, first, trial.gradient(), "the second call", into);
        double[] x = trial.x();
        double[] p = trial.parameters();
        sameGradient(trial, first, trial.backward(x, p, trial.dy()), "a second backward after one forward pass", into);
        Optional<Trial> twin = trial.twin();
        twin.ifPresent(other -> {
            same(trial, "y", trial.y(), other.y(), "another instance", into);
            sameGradient(trial, first, other.gradient(), "another instance", into);
        });
    }

    static void interleaved(Trial trial, Finding into) {
        Trial larger = trial.on(trial.on().withBatch(trial.on().batch() + 3).withSeed(trial.on().seed() + 1));
        double[] y = trial.y();
        Gradient alone = trial.gradient();
        larger.gradient();
        same(trial, "y", y, trial.y(), "a pass after one with a larger batch", into);
        sameGradient(trial, alone, trial.gradient(), "a pass after one with a larger batch", into);
        Trial other = trial.on(trial.on().withSeed(trial.on().seed() + 1));
        if (!trial.options().keepsOnePass()) {
            String hint = "; if that is how it is meant, say so by keepsOnePass()";
            kept(trial, other, alone, hint, into);
            kept(trial, larger, alone, hint, into);
        }
        trial.twin().ifPresent(twin -> {
            trial.y();
            Trial others = twin.on(other.on());
            others.gradient();
            Gradient now = trial.backward(trial.x(), trial.parameters(), trial.dy());
            sameGradient(trial, alone, now, "backward after another instance's passes (are its buffers static?)", into);
        });
    }

    /** Forward, another forward, backward of the first; and arrays that were given away stay as they are. */
    private static void kept(Trial trial, Trial other, Gradient alone, String hint, Finding into) {
        double[] given = trial.rawY(trial.x(), trial.parameters());
        double[] before = given.clone();
        other.y();
        same(trial, "y", before, given, "the array itself, after another forward pass has written to it" + hint, into);
        Gradient now = trial.backward(trial.x(), trial.parameters(), trial.dy());
        sameGradient(trial, alone, now, "backward after another forward pass" + hint, into);
        trial.y();
        Gradient raw = trial.rawBackward(trial.x(), trial.parameters(), trial.dy());
        Gradient copy = new Gradient(raw.dx().clone(), raw.parameters().clone());
        other.gradient();
        sameGradient(trial, copy, raw, "the array itself, after another backward pass has written to it" + hint, into);
    }

    private static void sameGradient(Trial trial, Gradient first, Gradient second, String what, Finding into) {
        for (Tensor tensor : trial.tensors()) {
            same(trial, tensor.gradient(), tensor.of(first), tensor.of(second), what, into);
        }
    }

    private static void same(Trial trial, String tensor, double[] first, double[] second, String what, Finding into) {
        int where = Arrays.mismatch(first, second);
        if (where >= 0) {
            into.broken("%s: element %d of %s was %s and is %s: %s"
                    .formatted(trial.on(), where, tensor, first[where], second[where], what));
        }
        into.checked(first.length);
    }
}
