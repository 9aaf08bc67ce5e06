package cnn.check.own;

import cnn.check.own.OwnLayer.Gradient;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What the gradients themselves must be. */
final class GradientRules {
    /** Of a tensor's elements, or of a case's directions; beyond that a check says too little to pass. */
    static final double MAY_BE_LEFT_OUT = 0.25;

    private static final int DIRECTIONS = 4;

    private GradientRules() {}

    /** backward(2·dy₁ - dy₂/2) = 2·backward(dy₁) - backward(dy₂)/2: powers of two, which round nothing. */
    static void linear(Trial trial, Finding into) {
        double[] first = trial.dy();
        double[] second = Trial.signs(first.length, trial.random(7));
        double[] mixed = new double[first.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = 2 * first[i] - second[i] / 2;
        }
        double[] x = trial.x();
        double[] p = trial.parameters();
        Gradient one = trial.gradient(x, p, first);
        Gradient other = trial.gradient(x, p, second);
        Gradient both = trial.gradient(x, p, mixed);
        Gradient oneNoise = trial.noise().gradient();
        Gradient otherNoise = Noise.of(trial, second).gradient();
        Gradient bothNoise = Noise.of(trial, mixed).gradient();
        for (Tensor tensor : trial.tensors()) {
            double[] got = tensor.of(both);
            double[] allowed = new double[got.length];
            double[] expected = new double[got.length];
            double[] a = tensor.of(one);
            double[] b = tensor.of(other);
            double[] aNoise = tensor.of(oneNoise);
            double[] bNoise = tensor.of(otherNoise);
            double[] gotNoise = tensor.of(bothNoise);
            for (int i = 0; i < got.length; i++) {
                expected[i] = 2 * a[i] - b[i] / 2;
                allowed[i] = Noise.SIGMAS * (gotNoise[i] + 2 * aNoise[i] + bNoise[i] / 2);
            }
            String what = "for 2·dy₁ - dy₂/2, but 2·(that for dy₁) - (that for dy₂)/2";
            within(trial, tensor, got, expected, allowed, what, into);
        }
    }

    private static void within(
            Trial trial, Tensor tensor, double[] got, double[] expected, double[] allowed, String what, Finding into) {
        for (int i = 0; i < got.length; i++) {
            double error = Math.abs(got[i] - expected[i]);
            into.errorOverTolerance(error == 0 ? 0 : error / allowed[i]);
            if (!(error <= allowed[i])) {
                into.broken(String.format(
                        Locale.ROOT,
                        "%s: %s is %s %s is %s; rounding explains %.2g",
                        trial.on(),
                        tensor.at(i),
                        got[i],
                        what,
                        expected[i],
                        allowed[i]));
            }
        }
        into.checked(got.length);
    }

    static void dx(Trial trial, Finding into) {
        compare(Comparison.of(trial, trial.tensors().get(0)), into);
    }

    static void parameters(Trial trial, Finding into) {
        if (trial.parameterTensors().isEmpty()) {
            into.notRun("the layer has no parameters");
        }
        for (Tensor tensor : trial.parameterTensors()) {
            compare(Comparison.of(trial, tensor), into);
        }
    }

    private static void compare(Comparison comparison, Finding into) {
        into.checked(comparison.elements().size());
        into.leftOut(comparison.leftOut());
        comparison.elements().forEach(element -> into.errorOverTolerance(element.errorOverTolerance()));
        if (!comparison.wrong().isEmpty()) {
            String cause = Diagnosis.of(comparison).map(text -> "\n  " + text).orElse("");
            into.broken(comparison.trial().on() + "\n  " + comparison.describe() + cause);
        } else if (comparison.leftOut() > MAY_BE_LEFT_OUT * comparison.tried()) {
            into.broken("%s: nothing to say about %s: %d of %d elements had to be left out, "
                    .concat("with a kink too near or too much noise; try other values by between(from, to)")
                    .formatted(
                            comparison.trial().on(),
                            comparison.tensor().gradient(),
                            comparison.leftOut(),
                            comparison.tried()));
        }
    }

    static void along(Trial trial, Finding into) {
        Differences differences = new Differences(trial, trial.dy());
        Gradient gradient = trial.gradient();
        Gradient noise = trial.noise().gradient();
        Random random = trial.random(10);
        int leftOut = 0;
        for (int k = 0; k < DIRECTIONS; k++) {
            Direction direction = Direction.random(trial, random);
            Slope slope = differences.slope(direction, differences.firstStep(List.of(direction)));
            double floor = 0x1p-10 * differences.typicalTerm();
            if (!slope.smooth() || slope.tolerance() > 0x1p-6 * Math.max(slope.size(), floor)) {
                leftOut++;
                continue;
            }
            double own = direction.times(gradient);
            int terms = gradient.dx().length + gradient.parameters().length;
            double tolerance = slope.tolerance()
                    + Noise.SIGMAS * direction.timesAbsolute(noise)
                    + Noise.gamma(terms) * direction.timesAbsolute(gradient);
            double error = Math.abs(own - slope.value());
            into.checked(1);
            into.errorOverTolerance(error == 0 ? 0 : error / tolerance);
            if (!(error <= tolerance)) {
                into.broken(String.format(
                        Locale.ROOT,
                        "%s: along a random line Σ gradient·direction is %s, finite differences %s ± %.2g; "
                                + "an element is wrong, perhaps one that was not tried alone",
                        trial.on(),
                        own,
                        slope.value(),
                        tolerance));
            }
        }
        into.leftOut(leftOut);
        if (leftOut == DIRECTIONS) {
            into.broken(trial.on() + ": nothing to say: every line meets a kink too soon");
        }
    }

    static void alone(Trial trial, Finding into) {
        int batch = trial.on().batch();
        if (batch == 1) {
            return;
        }
        String hint = "in the batch, but with its sample alone (if samples are meant to mix, say mixesSamples()) it";
        double[] y = trial.y();
        Gradient gradient = trial.gradient();
        double[] sum = new double[gradient.parameters().length];
        double[] allowed = trial.noise().gradient().parameters().clone();
        double[] ySum = new double[y.length];
        double[] yAllowed = trial.noise().y().clone();
        double[] dxSum = new double[gradient.dx().length];
        double[] dxAllowed = trial.noise().gradient().dx().clone();
        for (int n = 0; n < batch; n++) {
            Trial one = trial.sample(n);
            Gradient single = one.gradient();
            put(one.y(), ySum, n);
            put(single.dx(), dxSum, n);
            add(one.noise().y(), yAllowed, n);
            add(one.noise().gradient().dx(), dxAllowed, n);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += single.parameters()[i];
                allowed[i] += one.noise().gradient().parameters()[i]
                        + Noise.gamma(batch) * Math.abs(single.parameters()[i]);
            }
        }
        Tensor yTensor = new Tensor("y", "y", trial.output(), true, 0, 1);
        within(trial, yTensor, y, ySum, times(yAllowed), hint, into);
        within(trial, trial.tensors().get(0), gradient.dx(), dxSum, times(dxAllowed), hint, into);
        for (Tensor tensor : trial.parameterTensors()) {
            Gradient sums = new Gradient(dxSum, sum);
            within(
                    trial,
                    tensor,
                    tensor.of(gradient),
                    tensor.of(sums),
                    tensor.of(new Gradient(dxAllowed, times(allowed))),
                    "for the batch, but the sum over its samples alone",
                    into);
        }
    }

    private static void put(double[] from, double[] to, int sample) {
        System.arraycopy(from, 0, to, sample * from.length, from.length);
    }

    private static void add(double[] from, double[] to, int sample) {
        for (int i = 0; i < from.length; i++) {
            to[sample * from.length + i] += from[i];
        }
    }

    private static double[] times(double[] sigmas) {
        return Arrays.stream(sigmas).map(sigma -> Noise.SIGMAS * sigma).toArray();
    }
}
