package cnn.check.own;

import cnn.check.own.RightLayers.BatchNorm;
import cnn.check.own.RightLayers.PRelu;
import cnn.check.own.RightLayers.Softmax;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Layers that are wrong, each in one way, with the rule that is meant to find it. */
final class WrongLayers {
    private static final Shape IMAGE = Shape.of(2, 5, 6);

    private static final String UNTOLD = "elements wrong";

    private WrongLayers() {}

    /** A mistake, the check that must find it, the first rule to break and words of the message. */
    record Wrong(String mistake, OwnLayerCheck check, OwnRule rule, String words) {
        /** Whether the pattern of the wrong numbers tells the mistake; else the message's words are those of any. */
        boolean isTold() {
            return List.of(OwnRule.O8, OwnRule.O9).contains(rule) && !words.equals(UNTOLD);
        }

        @Override
        public String toString() {
            return rule + ": " + mistake;
        }
    }

    interface Change {
        double of(Shape shape, int element, double value);
    }

    private static OwnLayer dx(OwnLayer right, Change change) {
        return new Mistakes.Changed(right) {
            @Override
            Gradient changed(Shape shape, Gradient gradient) {
                double[] dx = gradient.dx();
                for (int i = 0; i < dx.length; i++) {
                    dx[i] = change.of(shape, i, dx[i]);
                }
                return gradient;
            }
        };
    }

    private static OwnLayer parameters(OwnLayer right, Change change) {
        return new Mistakes.Changed(right) {
            @Override
            Gradient changed(Shape shape, Gradient gradient) {
                double[] dp = gradient.parameters();
                for (int i = 0; i < dp.length; i++) {
                    dp[i] = change.of(shape, i, dp[i]);
                }
                return gradient;
            }
        };
    }

    private static OwnLayer threeTooMany() {
        return new Mistakes.Changed(new PRelu()) {
            @Override
            public double[] forward(Shape shape, double[] x, double[] p) {
                return Arrays.copyOf(super.forward(shape, x, p), x.length + 3);
            }
        };
    }

    private static OwnLayer noGradientOfA() {
        return new Mistakes.Changed(new PRelu()) {
            @Override
            Gradient changed(Shape shape, Gradient gradient) {
                return Gradient.of(gradient.dx());
            }
        };
    }

    private static OwnLayer throwsForFive() {
        return new Mistakes.Changed(new PRelu()) {
            @Override
            public double[] forward(Shape shape, double[] x, double[] p) {
                if (shape.dim(0) == 5) {
                    throw new ArrayIndexOutOfBoundsException("Index 5 out of bounds for length 5");
                }
                return super.forward(shape, x, p);
            }
        };
    }

    private static OwnLayerCheck on(OwnLayer layer) {
        return OwnLayerCheck.of(layer, IMAGE);
    }

    private static OwnLayerCheck conv(int stride, Conv.Mistake mistake) {
        return on(new Conv(stride, mistake));
    }

    private static OwnLayerCheck elementwise(DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        return on(OwnLayer.elementwise(f, slope));
    }

    static List<Wrong> all() {
        OwnLayer tanh = OwnLayer.elementwise(Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x));
        return List.of(
                new Wrong(
                        "three numbers too many",
                        on(threeTooMany()),
                        OwnRule.O1,
                        "expected 60 for output [1, 2, 5, 6]"),
                new Wrong(
                        "no gradient of a",
                        on(noGradientOfA()),
                        OwnRule.O1,
                        "gives the parameters' gradient with 0 numbers"),
                new Wrong(
                        "throws at N = 5",
                        on(throwsForFive()),
                        OwnRule.O1,
                        "forward threw java.lang.ArrayIndexOutOf"),
                new Wrong("ln of negative x", elementwise(Math::log, x -> 1 / x), OwnRule.O2, "between(from, to)"),
                new Wrong("ReLU in place", on(new Mistakes.InPlace()), OwnRule.O3, "forward writes to x"),
                new Wrong("dy in place", on(new Mistakes.DyInPlace()), OwnRule.O3, "backward writes to dy"),
                new Wrong(
                        "adds up",
                        OwnLayerCheck.of(new Mistakes.Accumulating(), Shape.of(6)),
                        OwnRule.O4,
                        "grows by the same from call to call"),
                new Wrong(
                        "random mask",
                        OwnLayerCheck.of(new Mistakes.Dropping(), Shape.of(6)),
                        OwnRule.O5,
                        "of y was"),
                new Wrong(
                        "mask of the last forward",
                        on(new Mistakes.Remembering(false)),
                        OwnRule.O6,
                        "keepsOnePass()"),
                new Wrong("gives its own buffer", on(new Mistakes.OneBuffer()), OwnRule.O6, "has written to it"),
                new Wrong(
                        "static buffer",
                        OwnLayerCheck.of(() -> new Mistakes.Remembering(true), IMAGE).keepsOnePass(),
                        OwnRule.O6,
                        "are its buffers static?"),
                new Wrong("ReLU's mask from dy", on(new Mistakes.MaskFromDy()), OwnRule.O7, "2·(that for dy₁)"),
                new Wrong("sign", on(dx(tanh, (s, i, v) -> -v)), OwnRule.O8, "dx has the wrong sign, everywhere"),
                new Wrong("factor 2", on(dx(tanh, (s, i, v) -> 2 * v)), OwnRule.O8, "every element of dx is 2 times"),
                new Wrong(
                        "divided by N",
                        on(dx(tanh, (s, i, v) -> v / s.dim(0))),
                        OwnRule.O8,
                        "looks divided by N: it is 1/2 at N = 2 and 1/5 at N = 5 of the differences"),
                new Wrong("times N", on(dx(tanh, (s, i, v) -> v * s.dim(0))), OwnRule.O8, "looks multiplied by N"),
                new Wrong("zero", on(dx(tanh, (s, i, v) -> 0)), OwnRule.O8, "dx is zero everywhere"),
                new Wrong(
                        "one sample only",
                        on(dx(tanh, (s, i, v) -> i < s.size() / s.dim(0) ? v : v / 3)),
                        OwnRule.O8,
                        "the first sample is right"),
                new Wrong(
                        "slope of the other side",
                        elementwise(x -> x > 0 ? x : 0.1 * x, x -> 1),
                        OwnRule.O8,
                        "exactly the elements with x < 0"),
                new Wrong("upper end forgotten", elementwise(
                        x -> Math.min(6, Math.max(0, x)), x -> x > 0 ? 1 : 0), OwnRule.O8, UNTOLD),
                new Wrong(
                        "kernel not rotated",
                        conv(1, Conv.Mistake.KERNEL_NOT_ROTATED),
                        OwnRule.O8,
                        "kernel is not rotated"),
                new Wrong("dx overwritten", conv(1, Conv.Mistake.DX_OVERWRITTEN), OwnRule.O8, UNTOLD),
                new Wrong(
                        "dx shifted",
                        conv(2, Conv.Mistake.DX_SHIFTED),
                        OwnRule.O8,
                        "shifted by 1 along the last axis"),
                new Wrong("overlaps overwritten", on(new Mistakes.OverlapsOverwritten()), OwnRule.O8, UNTOLD),
                new Wrong(
                        "variance held constant",
                        on(new BatchNorm(1e-5, false)).mixesSamples(),
                        OwnRule.O8,
                        UNTOLD),
                new Wrong("a millionth off", on(dx(tanh, (s, i, v) -> v * (1 + 1e-6))), OwnRule.O8, "1.00000 times"),
                new Wrong("db averaged", conv(1, Conv.Mistake.DB_AVERAGED), OwnRule.O9, "(a plane of y has 12)"),
                new Wrong("stride ignored", conv(2, Conv.Mistake.STRIDE_IGNORED_IN_DW), OwnRule.O9, UNTOLD),
                new Wrong("last sample's dw", conv(1, Conv.Mistake.DW_OF_LAST_SAMPLE), OwnRule.O9, UNTOLD),
                new Wrong(
                        "dw transposed",
                        conv(1, Conv.Mistake.DW_TRANSPOSED),
                        OwnRule.O9,
                        "with the last two axes swapped"),
                new Wrong(
                        "parameters divided by N",
                        on(parameters(new Conv(1, Conv.Mistake.NONE), (s, i, v) -> v / s.dim(0))),
                        OwnRule.O9,
                        "dw looks divided by N"),
                new Wrong(
                        "one element of many",
                        on(dx(tanh, (s, i, v) -> i == 37 ? 1.5 * v : v)).atMost(3),
                        OwnRule.O10,
                        "an element is wrong"),
                new Wrong("mixes samples", on(new BatchNorm(1e-5, true)), OwnRule.O11, "mixesSamples()"),
                new Wrong("exp overflows", on(new Softmax(false)), OwnRule.O12, "every x is 1000.0"),
                new Wrong("no ε", on(new BatchNorm(0, true)).mixesSamples(), OwnRule.O12, "NaN"));
    }
}
