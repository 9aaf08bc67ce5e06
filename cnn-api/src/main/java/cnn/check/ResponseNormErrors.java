package cnn.check;

import cnn.spec.LocalResponseNorm;
import java.util.List;

/**
 * Local response normalisation's errors: those of its own roundings, and those that it carries on. y_c = x_c·p_c with
 * p = s^(-β), s = k + α·Σx². Derived in docs/tolerances.md.
 */
final class ResponseNormErrors {
    private static final int F = 2 * LayerBoundsOf.FUNCTION_ULPS;

    private final LocalResponseNorm spec;
    private final int C;
    private final int area;
    private final double[] x;
    private final double[] dy;
    private final double[] s;

    ResponseNormErrors(LocalResponseNorm spec, LayerInputs in) {
        this.spec = spec;
        this.C = in.input().dim(0);
        this.area = in.input().dim(1) * in.input().dim(2);
        this.x = in.x();
        this.dy = in.dy();
        this.s = new double[x.length];
        for (int at = 0; at < s.length; at++) {
            s[at] = spec.k() + spec.alpha() * neighbours(at, j -> x[j] * x[j]);
        }
    }

    private interface Term {
        double of(int j);
    }

    /** The sum of a term over the neighbours of an element in the channels. */
    private double neighbours(int at, Term term) {
        int c = at / area % C;
        double sum = 0;
        for (int j = Math.max(0, c - spec.size() / 2); j <= Math.min(C - 1, c + spec.size() / 2); j++) {
            sum += term.of(at + (j - c) * area);
        }
        return sum;
    }

    private double power(int at, int more) {
        return Math.pow(s[at], -spec.beta() - more);
    }

    /** How many roundings reach s^(-β - more), relatively. */
    private long roundings(int at, int more) {
        double exponent = spec.beta() + more;
        return (long) Math.ceil(exponent * (spec.size() + 6) + exponent * (F + 2) * Math.abs(Math.log(s[at]))) + F;
    }

    private double cross() {
        return 2 * spec.alpha() * spec.beta();
    }

    /** What a factor that underflows takes from its product with another: for large x the powers of s do. */
    private static double lost(double factor, double other, double tiny) {
        return Math.abs(factor) < 4 * tiny ? tiny * Math.abs(other) : 0;
    }

    /** The same of three factors, multiplied in any order. */
    private static double lostOfProduct(double p, double a, double b, double tiny) {
        return lost(p, a * b, tiny) + lost(p * a, b, tiny) + lost(p * b, a, tiny) + lost(a * b, p, tiny);
    }

    LayerBounds own(ErrorBound error) {
        double[] y = new double[x.length];
        double[] dx = new double[x.length];
        double tiny = error.smallestNormal();
        for (int at = 0; at < x.length; at++) {
            double p = power(at, 0);
            y[at] = error.roundings(roundings(at, 0) + 1) * Math.abs(x[at]) * p
                    + tiny * (1 + p)
                    + lost(p, x[at], tiny);
            double sum = neighbours(
                    at,
                    j -> error.roundings(roundings(j, 1) + 2L * spec.size() + 8) * Math.abs(dy[j] * x[j]) * power(j, 1)
                            + tiny * (1 + power(j, 1))
                            + lostOfProduct(power(j, 1), dy[j], x[j], tiny));
            double size = neighbours(at, j -> Math.abs(dy[j] * x[j]) * power(j, 1));
            dx[at] = error.roundings(roundings(at, 0) + 2) * Math.abs(dy[at]) * p
                    + cross() * Math.abs(x[at]) * (sum + error.roundings(1) * size)
                    + tiny * (2 + p)
                    + lost(p, dy[at], tiny);
        }
        return new LayerBounds(
                new Bound(y, "γ_ν·|y|"), new Bound(dx, "γ_ν·(|dy|·s^-β + 2αβ|x|·Σ|dy||x|·s^(-β-1))"), List.of());
    }

    /** Errors of y that errors of x lead to, by the absolute values of dy_c/dx_j = [c = j]·p_c - 2αβ·x_c·x_j·s_c^(-β-1). */
    double[] forward(double[] errorOfX) {
        double[] carried = new double[x.length];
        for (int at = 0; at < x.length; at++) {
            double sum = neighbours(at, j -> Math.abs(x[j]) * errorOfX[j]);
            carried[at] = errorOfX[at] * power(at, 0) + cross() * Math.abs(x[at]) * sum * power(at, 1);
        }
        return carried;
    }

    /** Errors of dx that errors of x and dy lead to. */
    BackwardError.Carried backward(double[] errorOfX, double[] errorOfDy) {
        double[] ofS = new double[x.length];
        for (int at = 0; at < x.length; at++) {
            ofS[at] = 2 * spec.alpha() * neighbours(at, j -> Math.abs(x[j]) * errorOfX[j]);
        }
        double[] dx = new double[x.length];
        for (int at = 0; at < x.length; at++) {
            double byDy = errorOfDy[at] * power(at, 0)
                    + cross() * Math.abs(x[at]) * neighbours(at, j -> errorOfDy[j] * Math.abs(x[j]) * power(j, 1));
            double ofPower = Math.abs(dy[at]) * spec.beta() * power(at, 1) * ofS[at];
            double sum = Math.abs(neighbours(at, j -> dy[j] * x[j] * power(j, 1)));
            double ofSum = neighbours(
                    at,
                    j -> Math.abs(dy[j])
                            * (errorOfX[j] * power(j, 1)
                                    + Math.abs(x[j]) * (spec.beta() + 1) * power(j, 2) * ofS[j]));
            dx[at] = byDy + ofPower + cross() * (errorOfX[at] * sum + Math.abs(x[at]) * ofSum);
        }
        return new BackwardError.Carried(dx, new double[0], 0);
    }
}
