package cnn.check;

import cnn.spec.Elu;
import cnn.spec.Gelu;
import cnn.spec.LeakyRelu;
import java.util.List;

/**
 * The errors of an elementwise function y = f(x), dx = dy·f′(x): those of its own roundings, and what it makes of errors in x
 * and dy. Derived in docs/tolerances.md.
 */
abstract class ActivationErrors {
    private static final int EXP = 2 * LayerBoundsOf.FUNCTION_ULPS;

    /** What y's own roundings may add up to, the function computed by any of the usual ways. */
    abstract double ofY(ErrorBound error, double x, double y);

    /** Likewise for f′, including the product with dy: relative to dy. */
    abstract double ofSlope(ErrorBound error, double x, double y);

    /** The steepest |f′| within {@code reach} of x. */
    abstract double steepest(double x, double reach);

    /** How far f′ may change within {@code reach} of x. */
    abstract double slopeChange(double x, double reach);

    /** Whether f′ jumps at 0. */
    boolean kinked() {
        return false;
    }

    /** A name for the bounds of y and dx in reports. */
    abstract String name();

    LayerBounds own(ErrorBound error, LayerInputs in) {
        double[] y = SingleLayer.run(error.reference(), in).y();
        double[] ofY = new double[y.length];
        double[] ofDx = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            ofY[i] = ofY(error, in.x()[i], y[i]);
            ofDx[i] = Math.abs(in.dy()[i]) * ofSlope(error, in.x()[i], y[i]);
            // Zero stays for what is copied.
            ofDx[i] += ofDx[i] > 0 ? error.smallestNormal() : 0;
        }
        return new LayerBounds(
                new Bound(ofY, "error of " + name()), new Bound(ofDx, "|dy|·(error of " + name() + "′)"), List.of());
    }

    double[] forward(double[] x, double[] errorOfX) {
        double[] carried = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            carried[i] = steepest(x[i], errorOfX[i]) * errorOfX[i];
        }
        return carried;
    }

    BackwardError.Carried backward(LayerInputs in, double[] errorOfX, double[] errorOfDy) {
        double[] dx = new double[errorOfX.length];
        int atKinks = 0;
        for (int i = 0; i < dx.length; i++) {
            double x = in.x()[i];
            double reach = errorOfX[i];
            dx[i] = steepest(x, reach) * errorOfDy[i] + slopeChange(x, reach) * Math.abs(in.dy()[i]);
            atKinks += kinked() && reach > 0 && Math.abs(x) <= reach ? 1 : 0;
        }
        return new BackwardError.Carried(dx, new double[0], atKinks);
    }

    private static double sigma(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Exact above zero; below, a rounded slope and a product. */
    static ActivationErrors of(LeakyRelu spec) {
        return new ActivationErrors() {
            @Override
            double ofY(ErrorBound error, double x, double y) {
                return x > 0 ? 0 : error.roundings(2) * Math.abs(y) + error.smallestNormal();
            }

            @Override
            double ofSlope(ErrorBound error, double x, double y) {
                return x > 0 ? 0 : error.roundings(2) * spec.slope();
            }

            @Override
            double steepest(double x, double reach) {
                return x + reach > 0 ? 1 : spec.slope();
            }

            @Override
            double slopeChange(double x, double reach) {
                return reach > 0 && Math.abs(x) <= reach ? 1 - spec.slope() : 0;
            }

            @Override
            boolean kinked() {
                return spec.slope() != 1;
            }

            @Override
            String name() {
                return "leaky_relu";
            }
        };
    }

    /**
     * Exact above zero; below, eˣ - 1 may cancel: exp, a subtraction, α and a product are off by at most γ of
     * eˣ + |eˣ - 1| = 1, times α. f′ = y + α adds three more roundings.
     */
    static ActivationErrors of(Elu spec) {
        double alpha = spec.alpha();
        return new ActivationErrors() {
            @Override
            double ofY(ErrorBound error, double x, double y) {
                return x > 0 ? 0 : error.roundings(EXP + 3) * alpha;
            }

            @Override
            double ofSlope(ErrorBound error, double x, double y) {
                return x > 0 ? 0 : error.roundings(EXP + 6) * alpha;
            }

            @Override
            double steepest(double x, double reach) {
                double negative = x - reach > 0 ? 0 : alpha * Math.exp(Math.min(0, x + reach));
                return Math.max(x + reach > 0 ? 1 : 0, negative);
            }

            @Override
            double slopeChange(double x, double reach) {
                double curve = x - reach > 0 ? 0 : alpha * Math.exp(Math.min(0, x + reach)) * reach;
                return curve + (reach > 0 && Math.abs(x) <= reach ? Math.abs(1 - alpha) : 0);
            }

            @Override
            boolean kinked() {
                return alpha != 1;
            }

            @Override
            String name() {
                return "elu";
            }
        };
    }

    /**
     * Φ is off by at most γ_11, not relatively: its argument is rounded twice (erf is never steeper than 0.49/t at t), erf
     * is off by some ULPs of at most 1, and 1 is added; by tanh likewise, with seven roundings of u. |f′| ≤ 1.13, |f″| ≤ 0.8.
     */
    static ActivationErrors of(Gelu spec) {
        boolean byTanh = spec.approximation() == Gelu.Approximation.TANH;
        return new ActivationErrors() {
            @Override
            double ofY(ErrorBound error, double x, double y) {
                return error.roundings(EXP + 4) * Math.abs(x) + error.smallestNormal() * (1 + Math.abs(x));
            }

            @Override
            double ofSlope(ErrorBound error, double x, double y) {
                double second = byTanh ? tanhTerm(x) : Math.abs(x) * Math.exp(-x * x / 2);
                return error.roundings(2 * EXP + 8) * (1 + second);
            }

            /** |x|·u′/2, which (1 - tanh² u) makes small again, but with the rounding errors of 1 - tanh². */
            private double tanhTerm(double x) {
                return Math.abs(x) * 0.4 * (1 + 3 * 0.044715 * x * x);
            }

            @Override
            double steepest(double x, double reach) {
                return 1.13;
            }

            @Override
            double slopeChange(double x, double reach) {
                return 0.8 * reach;
            }

            @Override
            String name() {
                return "gelu";
            }
        };
    }

    /** σ is off by γ_10 as in the sigmoid. f′ = σ·(1 + x·(1 - σ)): 1 - σ may cancel. |f′| ≤ 1.1, |f″| ≤ 0.5. */
    static ActivationErrors silu() {
        return new ActivationErrors() {
            @Override
            double ofY(ErrorBound error, double x, double y) {
                return error.roundings(EXP + 3) * Math.abs(y) + error.smallestNormal() * (1 + Math.abs(x));
            }

            @Override
            double ofSlope(ErrorBound error, double x, double y) {
                double scale = 1 + Math.abs(x);
                return error.roundings(2 * EXP + 8) * sigma(x) * scale + error.smallestNormal() * scale;
            }

            @Override
            double steepest(double x, double reach) {
                return 1.1;
            }

            @Override
            double slopeChange(double x, double reach) {
                return 0.5 * reach;
            }

            @Override
            String name() {
                return "silu";
            }
        };
    }

    /** exp, ln and an addition relatively, and one rounding of 1 + e, which ln passes on at most in full. f″ = σ′ ≤ 1/4. */
    static ActivationErrors softplus() {
        return new ActivationErrors() {
            @Override
            double ofY(ErrorBound error, double x, double y) {
                return error.roundings(2 * EXP + 2) * y + error.roundings(1);
            }

            @Override
            double ofSlope(ErrorBound error, double x, double y) {
                return error.roundings(EXP + 3) * sigma(x) + error.smallestNormal();
            }

            @Override
            double steepest(double x, double reach) {
                return sigma(x + reach);
            }

            @Override
            double slopeChange(double x, double reach) {
                return 0.25 * reach;
            }

            @Override
            String name() {
                return "softplus";
            }
        };
    }
}
