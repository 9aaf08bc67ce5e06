package cnn.check.own;

import cnn.check.own.RightLayers.BatchNorm;
import cnn.check.own.RightLayers.Dense;
import cnn.check.own.RightLayers.MaxPool;
import cnn.check.own.RightLayers.PRelu;
import cnn.check.own.RightLayers.Softmax;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Layers that are wrong, each in one way, with the rule that is meant to find it. */
final class WrongLayers {
    private static final Shape IMAGE = Shape.of(2, 5, 6);

    private static final String UNTOLD = "elements are wrong";

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

    /** A right layer whose passes a test changes. */
    private static class Changed implements OwnLayer {
        final OwnLayer right;

        Changed(OwnLayer right) {
            this.right = right;
        }

        @Override
        public Shape output(Shape input) {
            return right.output(input);
        }

        @Override
        public List<Parameter> parameters(Shape input) {
            return right.parameters(input);
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            return right.forward(shape, x, p);
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            return changed(shape, right.backward(shape, x, p, dy));
        }

        Gradient changed(Shape shape, Gradient gradient) {
            return gradient;
        }
    }

    interface Change {
        double of(Shape shape, int element, double value);
    }

    private static OwnLayer dx(OwnLayer right, Change change) {
        return new Changed(right) {
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
        return new Changed(right) {
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

    /** Keeps the sum of all gradients so far. */
    private static final class Accumulating extends Changed {
        private double[] sum = new double[0];

        Accumulating() {
            super(new Dense());
        }

        @Override
        Gradient changed(Shape shape, Gradient gradient) {
            sum = Arrays.copyOf(sum, gradient.parameters().length);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradient.parameters()[i];
            }
            return new Gradient(gradient.dx(), sum.clone());
        }
    }

    /** Backward by what the last forward pass has left, in a buffer of its own or of all. */
    private static final class Remembering extends Changed {
        private static double[] everybodys = new double[0];
        private final boolean shared;
        private double[] own = new double[0];

        Remembering(boolean shared) {
            super(new PRelu());
            this.shared = shared;
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            if (shared) {
                everybodys = x;
            } else {
                own = x;
            }
            return super.forward(shape, x, p);
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            double[] kept = shared ? everybodys : own;
            return super.backward(shape, kept.length == x.length ? kept : x, p, dy);
        }
    }

    /** Gives the same array each time. */
    private static final class OneBuffer extends Changed {
        private double[] buffer = new double[0];

        OneBuffer() {
            super(new PRelu());
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            double[] y = super.forward(shape, x, p);
            buffer = buffer.length == y.length ? buffer : new double[y.length];
            System.arraycopy(y, 0, buffer, 0, y.length);
            return buffer;
        }
    }

    private static final class Dropping extends Changed {
        private final Random random = new Random(1);

        Dropping() {
            super(new Dense());
        }

        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            double[] y = super.forward(shape, x, p);
            return Arrays.stream(y).map(value -> random.nextBoolean() ? value : 0).toArray();
        }
    }

    private static final class InPlace implements OwnLayer {
        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.max(0, x[i]);
            }
            return x;
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            return OwnLayer.elementwise(v -> v, v -> v > 0 ? 1 : 0).backward(shape, x, p, dy);
        }
    }

    private static final class DyInPlace implements OwnLayer {
        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            return Arrays.stream(x).map(v -> 2 * v).toArray();
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            for (int i = 0; i < dy.length; i++) {
                dy[i] *= 2;
            }
            return Gradient.of(dy);
        }
    }

    /** The mask is taken from dy instead of x. */
    private static final class MaskFromDy implements OwnLayer {
        @Override
        public double[] forward(Shape shape, double[] x, double[] p) {
            return Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            return Gradient.of(Arrays.stream(dy).map(v -> Math.max(0, v)).toArray());
        }
    }

    private static final class OverlapsOverwritten extends Changed {
        OverlapsOverwritten() {
            super(new MaxPool(false));
        }

        @Override
        public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
            double[] dx = new double[x.length];
            double[] places = new double[x.length];
            Arrays.setAll(places, i -> i);
            // The places of the winners, found by pooling.
            double[] y = right.forward(shape, x, p);
            for (int k = 0; k < dy.length; k++) {
                double won = y[k];
                int at = (int) Arrays.stream(places).filter(i -> x[(int) i] == won).findFirst().orElseThrow();
                dx[at] = dy[k];
            }
            return Gradient.of(dx);
        }
    }

    private static OwnLayer threeTooMany() {
        return new Changed(new PRelu()) {
            @Override
            public double[] forward(Shape shape, double[] x, double[] p) {
                return Arrays.copyOf(super.forward(shape, x, p), x.length + 3);
            }
        };
    }

    private static OwnLayer noGradientOfA() {
        return new Changed(new PRelu()) {
            @Override
            Gradient changed(Shape shape, Gradient gradient) {
                return Gradient.of(gradient.dx());
            }
        };
    }

    private static OwnLayer throwsForFive() {
        return new Changed(new PRelu()) {
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

    private static OwnLayerCheck elementwise(Supplier<OwnLayer> layer) {
        return on(layer.get());
    }

    static List<Wrong> all() {
        OwnLayer tanh = OwnLayer.elementwise(Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x));
        return List.of(
                new Wrong("three numbers too many", on(threeTooMany()), OwnRule.O1, "expected 60 for output [1, 2, 5, 6]"),
                new Wrong("no gradient of a", on(noGradientOfA()), OwnRule.O1, "gives the parameters' gradient with 0 numbers"),
                new Wrong("throws at N = 5", on(throwsForFive()), OwnRule.O1, "forward threw java.lang.ArrayIndexOutOf"),
                new Wrong("ln of negative x", on(OwnLayer.elementwise(Math::log, x -> 1 / x)), OwnRule.O2, "between(from, to)"),
                new Wrong("ReLU in place", on(new InPlace()), OwnRule.O3, "forward writes to x"),
                new Wrong("dy in place", on(new DyInPlace()), OwnRule.O3, "backward writes to dy"),
                new Wrong("adds up", OwnLayerCheck.of(new Accumulating(), Shape.of(6)), OwnRule.O4, "grows by the same from call to call"),
                new Wrong("random mask", OwnLayerCheck.of(new Dropping(), Shape.of(6)), OwnRule.O5, "of y was"),
                new Wrong("mask of the last forward", on(new Remembering(false)), OwnRule.O6, "keepsOnePass()"),
                new Wrong("gives its own buffer", on(new OneBuffer()), OwnRule.O6, "has written to it"),
                new Wrong(
                        "static buffer",
                        OwnLayerCheck.of(() -> new Remembering(true), IMAGE).keepsOnePass(),
                        OwnRule.O6,
                        "are its buffers static?"),
                new Wrong("ReLU's mask from dy", on(new MaskFromDy()), OwnRule.O7, "2·(that for dy₁)"),
                new Wrong("sign", on(dx(tanh, (s, i, v) -> -v)), OwnRule.O8, "dx has the wrong sign, everywhere"),
                new Wrong("factor 2", on(dx(tanh, (s, i, v) -> 2 * v)), OwnRule.O8, "every element of dx is 2 times"),
                new Wrong("divided by N", on(dx(tanh, (s, i, v) -> v / s.dim(0))), OwnRule.O8, "looks divided by N: 1 times"),
                new Wrong("zero", on(dx(tanh, (s, i, v) -> 0)), OwnRule.O8, "dx is zero everywhere"),
                new Wrong(
                        "one sample only",
                        on(dx(tanh, (s, i, v) -> i < s.size() / s.dim(0) ? v : v / 3)),
                        OwnRule.O8,
                        "the first sample is right"),
                new Wrong(
                        "slope of the other side",
                        elementwise(() -> OwnLayer.elementwise(x -> x > 0 ? x : 0.1 * x, x -> 1)),
                        OwnRule.O8,
                        "exactly the elements with x < 0"),
                new Wrong("upper end forgotten", elementwise(() -> OwnLayer.elementwise(
                        x -> Math.min(6, Math.max(0, x)), x -> x > 0 ? 1 : 0)), OwnRule.O8, UNTOLD),
                new Wrong("kernel not rotated", conv(1, Conv.Mistake.KERNEL_NOT_ROTATED), OwnRule.O8, "kernel is not rotated"),
                new Wrong("dx overwritten", conv(1, Conv.Mistake.DX_OVERWRITTEN), OwnRule.O8, UNTOLD),
                new Wrong("dx shifted", conv(2, Conv.Mistake.DX_SHIFTED), OwnRule.O8, "shifted by 1 along the last axis"),
                new Wrong("overlaps overwritten", on(new OverlapsOverwritten()), OwnRule.O8, UNTOLD),
                new Wrong(
                        "variance held constant",
                        on(new BatchNorm(1e-5, false)).mixesSamples(),
                        OwnRule.O8,
                        UNTOLD),
                new Wrong("a millionth off", on(dx(tanh, (s, i, v) -> v * (1 + 1e-6))), OwnRule.O8, "1.00000 times"),
                new Wrong("db averaged", conv(1, Conv.Mistake.DB_AVERAGED), OwnRule.O9, "(a plane of y has 12)"),
                new Wrong("stride ignored", conv(2, Conv.Mistake.STRIDE_IGNORED_IN_DW), OwnRule.O9, UNTOLD),
                new Wrong("last sample's dw", conv(1, Conv.Mistake.DW_OF_LAST_SAMPLE), OwnRule.O9, UNTOLD),
                new Wrong("dw transposed", conv(1, Conv.Mistake.DW_TRANSPOSED), OwnRule.O9, "with the last two axes swapped"),
                new Wrong(
                        "parameters divided by N",
                        on(parameters(new Conv(1, Conv.Mistake.NONE), (s, i, v) -> v / s.dim(0))),
                        OwnRule.O9,
                        "gradient of w looks divided by N: 1 times at N = 1, 1/2 at N = 2, 1/5 at N = 5"),
                new Wrong(
                        "one element of many",
                        on(dx(tanh, (s, i, v) -> i == 37 ? 1.5 * v : v)).atMost(3),
                        OwnRule.O10,
                        "some element is wrong"),
                new Wrong("mixes samples", on(new BatchNorm(1e-5, true)), OwnRule.O11, "mixesSamples()"),
                new Wrong("exp overflows", on(new Softmax(false)), OwnRule.O12, "every x is 1000.0"),
                new Wrong("no ε", on(new BatchNorm(0, true)).mixesSamples(), OwnRule.O12, "NaN"));
    }
}
