package cnn.check;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The bounds of sigmoid and tanh, whose f′ is a polynomial of degree two in y and computed from it. */
final class SquashingBounds {
    private static final int EXP = 2 * LayerBoundsOf.FUNCTION_ULPS;

    private SquashingBounds() {}

    /**
     * y = 1 / (1 + e): e = exp(-x) is off by a few ULPs (2u each), which reaches y at most in full; then one addition and
     * one division. f′ = y(1 - y) has the slope 1 - 2y.
     */
    static LayerBounds sigmoid(ErrorBound error, LayerInputs in) {
        return of(error, in, EXP + 2, y -> 1 - 2 * y, y -> y, "y");
    }

    /** y is off by a few ULPs (2u each). f′ = 1 - y² has the slope -2y. */
    static LayerBounds tanh(ErrorBound error, LayerInputs in) {
        return of(error, in, EXP, y -> -2 * y, y -> 1, "1");
    }

    /**
     * y is off by E = γ_n·|y|. dx = dy·f′ with f′ computed from y: what y is off moves it by |slope|·E + E² at most; then
     * three roundings of numbers no larger than {@code size}.
     */
    private static LayerBounds of(
            ErrorBound error,
            LayerInputs in,
            int roundings,
            DoubleUnaryOperator slope,
            DoubleUnaryOperator size,
            String sizeName) {
        double[] exact = SingleLayer.run(error.reference(), in).y();
        double[] y = new double[exact.length];
        double[] dx = new double[exact.length];
        double tiny = error.smallestNormal();
        for (int i = 0; i < y.length; i++) {
            double e = error.roundings(roundings) * Math.abs(exact[i]) + tiny;
            y[i] = e;
            double steepness = Math.abs(slope.applyAsDouble(exact[i])) * e + e * e;
            double rounded = error.roundings(3) * (size.applyAsDouble(exact[i]) + steepness);
            dx[i] = Math.abs(in.dy()[i]) * (steepness + rounded) + 3 * tiny;
        }
        String e = "γ_" + roundings + "·|y|";
        return new LayerBounds(
                new Bound(y, e), new Bound(dx, "|dy|·(|f″|·" + e + " + γ_3·" + sizeName + ")"), List.of());
    }
}
