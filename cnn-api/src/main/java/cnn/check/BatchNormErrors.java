package cnn.check;

import cnn.spec.BatchNorm2d;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Batch normalisation's errors: those of its own roundings, and those that it carries on. Derived in docs/tolerances.md; M =
 * N·H·W values a channel, s = √(σ² + ε), x̂ = (x - μ)/s.
 *
 * <p>The bounds allow for every algorithm that keeps its partial means near the data: two passes, Welford's updates, or
 * chunks of either that are combined; and for y and dx computed as a·x + b, with coefficients for each channel. They do not
 * allow for σ² = Σx²/M - μ², which loses all digits where μ is large (T. Chan, G. Golub and R. LeVeque, "Algorithms for
 * computing the sample variance", The American Statistician 37, 1983).
 */
final class BatchNormErrors {
    private final LayerInputs in;
    private final BatchNorm2d spec;
    private final int C;
    private final int area;
    private final int M;
    private final double[] mean;
    private final double[] var;

    /** @param in of a layer {@link BatchNorm2d} */
    BatchNormErrors(LayerInputs in) {
        this.in = in;
        this.spec = (BatchNorm2d) in.spec();
        this.C = in.input().dim(0);
        this.area = in.input().dim(1) * in.input().dim(2);
        this.M = in.batch() * area;
        this.mean = perChannel(at -> in.x()[at] / M);
        this.var = perChannel(at -> Math.pow(in.x()[at] - mean[channel(at)], 2) / M);
    }

    private int channel(int at) {
        return at / area % C;
    }

    /** The sum of a term over all elements of each channel. */
    private double[] perChannel(IntToDoubleFunction term) {
        double[] sums = new double[C];
        for (int at = 0; at < in.x().length; at++) {
            sums[channel(at)] += term.applyAsDouble(at);
        }
        return sums;
    }

    private double gamma(int c) {
        return in.parameters()[c];
    }

    private double beta(int c) {
        return in.parameters()[C + c];
    }

    private double s(int c) {
        return Math.sqrt(var[c] + spec.epsilon());
    }

    private double xHat(int at) {
        return (in.x()[at] - mean[channel(at)]) / s(channel(at));
    }

    /** |x| + |μ| in units of s: what a·x + b rounds, before it cancels. */
    private double reach(int at) {
        int c = channel(at);
        return (Math.abs(in.x()[at]) + Math.abs(mean[c])) / s(c);
    }

    /** The bounds for everything that the layer gives in training. */
    LayerBounds own(ErrorBound error) {
        double tiny = M * error.smallestNormal();
        double[] ofMean = new double[C];
        double[] ofVar = new double[C];
        // Of 1/s, relatively.
        double[] ofScale = new double[C];
        double[] squares = perChannel(at -> in.x()[at] * in.x()[at] / M);
        for (int c = 0; c < C; c++) {
            ofMean[c] = error.roundings(M + 4L) * Math.sqrt(squares[c]) + tiny;
            ofVar[c] = error.roundings(M + 6L) * 2 * var[c]
                    + 2 * Math.sqrt(2 * var[c]) * ofMean[c]
                    + 2 * ofMean[c] * ofMean[c]
                    + tiny;
            double ofSquare = ofVar[c] / (var[c] + spec.epsilon()) + error.roundings(2);
            double ofRoot = ofSquare < 1 ? 1 / Math.sqrt(1 - ofSquare) - 1 : Double.POSITIVE_INFINITY;
            ofScale[c] = (1 + ofRoot) * (1 + error.roundings(4)) - 1;
        }
        double[] ofXHat = each(at -> {
            int c = channel(at);
            return Math.abs(xHat(at)) * ofScale[c] + ofMean[c] / s(c) * (1 + ofScale[c]);
        });
        Bound y = new Bound(
                each(at -> {
                    int c = channel(at);
                    double folded = error.roundings(6)
                            * (Math.abs(gamma(c)) * reach(at) * (1 + ofScale[c]) + Math.abs(beta(c)));
                    return Math.abs(gamma(c)) * (ofXHat[at] + tiny / s(c)) + folded + tiny;
                }),
                "|γ|·(error of x̂) + γ_6·(|γ|(|x| + |μ|)/s + |β|), M = " + M);
        return backward(error, y, ofXHat, ofScale, ofMean, ofVar, tiny);
    }

    private LayerBounds backward(
            ErrorBound error,
            Bound y,
            double[] ofXHat,
            double[] ofScale,
            double[] ofMean,
            double[] ofVar,
            double tiny) {
        double[] dy = in.dy();
        double[] dbeta = perChannel(at -> dy[at]);
        double[] dgamma = perChannel(at -> dy[at] * xHat(at));
        double[] sizeOfDbeta = perChannel(at -> Math.abs(dy[at]));
        double[] ofDbeta = new double[C];
        double[] ofDgamma = perChannel(at -> Math.abs(dy[at]) * ofXHat[at]);
        double[] sizeOfDgamma = perChannel(at -> Math.abs(dy[at]) * reach(at));
        for (int c = 0; c < C; c++) {
            ofDbeta[c] = error.roundings(M) * sizeOfDbeta[c] + tiny;
            ofDgamma[c] += error.roundings(M + 4L) * sizeOfDgamma[c] * (1 + ofScale[c]) + tiny * (1 + 1 / s(c));
        }
        double[] dx = each(at -> {
            int c = channel(at);
            double factor = Math.abs(gamma(c)) / s(c);
            double exact = dy[at] - dbeta[c] / M - xHat(at) * dgamma[c] / M;
            double carried = ofDbeta[c] / M
                    + ofXHat[at] * (Math.abs(dgamma[c]) + ofDgamma[c]) / M
                    + Math.abs(xHat(at)) * ofDgamma[c] / M;
            double terms = Math.abs(dy[at])
                    + Math.abs(dbeta[c]) / M
                    + reach(at) * (Math.abs(dgamma[c]) + ofDgamma[c]) / M;
            return factor * (Math.abs(exact) * ofScale[c] + (1 + ofScale[c]) * (carried + error.roundings(10) * terms))
                    + tiny * (1 + factor);
        });
        return new LayerBounds(
                y,
                new Bound(dx, "|γ|/s·(errors of x̂, dγ and dβ, γ_10·(|dy| + …)), M = " + M),
                List.of(
                        new Bound(ofDgamma, "Σ|dy|·(error of x̂) + γ_M·Σ|dy|(|x| + |μ|)/s"),
                        new Bound(ofDbeta, "γ_M·Σ|dy|")),
                List.of(
                        state(error, 0, mean, ofMean, "γ_M·√(Σx²/M)"),
                        state(error, C, var, ofVar, "γ_M·2σ² + √8·σ·(error of μ)")));
    }

    private Bound state(ErrorBound error, int start, double[] batch, double[] ofBatch, String what) {
        double[] bound = new double[C];
        for (int c = 0; c < C; c++) {
            double before = (1 - spec.momentum()) * Math.abs(in.state()[start + c]);
            double now = spec.momentum() * (Math.abs(batch[c]) + ofBatch[c]);
            bound[c] = spec.momentum() * ofBatch[c] + error.roundings(4) * (before + now) + error.smallestNormal();
        }
        return new Bound(bound, "momentum·" + what);
    }

    private double[] each(IntToDoubleFunction value) {
        double[] values = new double[in.x().length];
        Arrays.setAll(values, value);
        return values;
    }

    /** The bound for y in inference: a·x + b with a = γ/√(var + ε), b = β - a·mean. */
    Bound ownInInference(ErrorBound error) {
        double[] bound = each(at -> {
            int c = channel(at);
            double size = Math.abs(inferenceFactor(c)) * (Math.abs(in.x()[at]) + Math.abs(in.state()[c]));
            return error.roundings(10) * (size + Math.abs(beta(c))) + 10 * error.smallestNormal() * (1 + 1 / s(c));
        });
        return new Bound(bound, "γ_10·(|γ|(|x| + |mean|)/√(var + ε) + |β|)");
    }

    private double inferenceFactor(int c) {
        return gamma(c) / Math.sqrt(in.state()[C + c] + spec.epsilon());
    }

    /** In inference every x has its own y. */
    double[] forwardInInference(double[] errorOfX) {
        return each(at -> Math.abs(inferenceFactor(channel(at))) * errorOfX[at]);
    }

    /** How far x̂ may be off because of errors in x: its own, and those of all others by way of μ and σ. */
    private double[] xHatCarried(double[] errorOfX) {
        double[] byMean = perChannel(at -> errorOfX[at] / M);
        double[] bySigma = perChannel(at -> Math.abs(xHat(at)) * errorOfX[at] / M);
        return each(at -> {
            int c = channel(at);
            return (errorOfX[at] + byMean[c] + Math.abs(xHat(at)) * bySigma[c]) / s(c);
        });
    }

    /** Errors of y that errors of x lead to in training. */
    double[] forward(double[] errorOfX) {
        double[] ofXHat = xHatCarried(errorOfX);
        return each(at -> Math.abs(gamma(channel(at))) * ofXHat[at]);
    }

    /** Errors of dx, dgamma and dbeta that errors of x and dy lead to. */
    BackwardError.Carried backward(double[] errorOfX, double[] errorOfDy) {
        double[] dy = in.dy();
        double[] ofXHat = xHatCarried(errorOfX);
        double[] dbeta = perChannel(at -> dy[at]);
        double[] dgamma = perChannel(at -> dy[at] * xHat(at));
        double[] ofDbeta = perChannel(at -> errorOfDy[at]);
        double[] ofDgamma = perChannel(at -> Math.abs(xHat(at)) * errorOfDy[at] + Math.abs(dy[at]) * ofXHat[at]);
        double[] ofScale = perChannel(at -> Math.abs(xHat(at)) * errorOfX[at] / (M * s(channel(at))));
        double[] dx = each(at -> {
            int c = channel(at);
            double exact = dy[at] - dbeta[c] / M - xHat(at) * dgamma[c] / M;
            double carried = errorOfDy[at]
                    + ofDbeta[c] / M
                    + ofXHat[at] * Math.abs(dgamma[c]) / M
                    + Math.abs(xHat(at)) * ofDgamma[c] / M;
            return Math.abs(gamma(c)) / s(c) * (Math.abs(exact) * ofScale[c] + carried);
        });
        double[] gradient = Arrays.copyOf(ofDgamma, 2 * C);
        System.arraycopy(ofDbeta, 0, gradient, C, C);
        return new BackwardError.Carried(dx, gradient, 0);
    }
}
