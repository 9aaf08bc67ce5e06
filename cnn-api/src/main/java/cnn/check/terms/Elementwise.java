package cnn.check.terms;

import cnn.check.LayerInputs;
import cnn.random.DropoutMask;
import cnn.spec.Elu;
import cnn.spec.Gelu;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** The layers of which each y depends on one x alone. */
final class Elementwise {
    private static final double CUBIC = 0.044715;

    private Elementwise() {}

    /** y[i] = m[i]·x[i], m known beforehand or decided by the sign of x. */
    static Contributions scaled(LayerInputs in, IntToDoubleFunction m) {
        return taker -> {
            for (int i = 0; i < in.x().length; i++) {
                taker.take(i, i, Contributions.NONE, m.applyAsDouble(i));
            }
        };
    }

    /**
     * m[i] of dropout: 0, or 1/(1 - rate).
     *
     * @param run how many neighbours share one m: 1, or the pixels of a channel
     */
    static IntToDoubleFunction mask(LayerInputs in, double rate, int run) {
        LayerInputs.Address at = in.address();
        DropoutMask mask = new DropoutMask(at.seed(), at.step(), at.layer(), rate);
        return i -> mask.keeps(i / run) ? mask.factor() : 0;
    }

    /**
     * A function and its slope, by their names.
     *
     * @param ofX whether y is x·f(x) instead of f(x)
     */
    record Function(String f, boolean ofX, DoubleUnaryOperator value, String derivative, DoubleUnaryOperator slope) {
        /** y = f(x), or y = x·f(x); dx = dy·y′(x). */
        Term term(LayerInputs in, String tensor, List<Integer> index, int i) {
            double x = in.x()[i];
            String at = "(" + Factor.number(x) + ")";
            if (tensor.equals("dx")) {
                return Term.of(
                        new Factor("dy", index, in.dy()[i]), Factor.of(derivative + at, slope.applyAsDouble(x)));
            }
            Factor own = Factor.of(f + at, value.applyAsDouble(x));
            return ofX ? Term.of(new Factor("x", index, x), own) : Term.of(own);
        }
    }

    private static double sigma(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** y = 1/(1 + e⁻ˣ), y′ = y·(1 - y). */
    static Function sigmoid() {
        return new Function("σ", false, Elementwise::sigma, "σ′", x -> sigma(x) * (1 - sigma(x)));
    }

    /** y′ = 1 - y². */
    static Function tanh() {
        return new Function("tanh", false, Math::tanh, "tanh′", x -> 1 - Math.tanh(x) * Math.tanh(x));
    }

    /** y = x where x &gt; 0, else α·(eˣ - 1). */
    static Function elu(Elu spec) {
        double alpha = spec.alpha();
        return new Function(
                "elu",
                false,
                x -> x > 0 ? x : alpha * Math.expm1(x),
                "elu′",
                x -> x > 0 ? 1 : alpha * Math.exp(x));
    }

    /** y = x·σ(x), y′ = σ·(1 + x·(1 - σ)). */
    static Function silu() {
        return new Function("σ", true, Elementwise::sigma, "silu′", x -> sigma(x) * (1 + x * (1 - sigma(x))));
    }

    /** y = ln(1 + eˣ), y′ = σ(x). */
    static Function softplus() {
        DoubleUnaryOperator value = x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
        return new Function("softplus", false, value, "σ", Elementwise::sigma);
    }

    /** y = x·Φ(x), y′ = Φ + x·φ; or with (1 + tanh u)/2 for Φ. */
    static Function gelu(Gelu spec) {
        return spec.approximation() == Gelu.Approximation.NONE
                ? new Function("Φ", true, NormalDistribution::below, "gelu′", Elementwise::geluSlope)
                : new Function("Φ by tanh", true, x -> (1 + Math.tanh(u(x))) / 2, "gelu′", Elementwise::slopeByTanh);
    }

    private static double geluSlope(double x) {
        return NormalDistribution.below(x) + x * NormalDistribution.density(x);
    }

    private static double u(double x) {
        return Math.sqrt(2 / Math.PI) * (x + CUBIC * x * x * x);
    }

    private static double slopeByTanh(double x) {
        double t = Math.tanh(u(x));
        double du = Math.sqrt(2 / Math.PI) * (1 + 3 * CUBIC * x * x);
        return (1 + t) / 2 + x * (1 - t * t) / 2 * du;
    }
}
