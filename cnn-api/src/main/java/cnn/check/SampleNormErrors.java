package cnn.check;

import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * The errors of normalisations of each sample by itself, over all of it ({@link LayerNorm}) or over groups of its channels
 * ({@link GroupNorm}): those of their own roundings, and those that they carry on. As in {@link BatchNormErrors}; M values
 * share one μ and σ and lie one behind the other, s = √(σ² + ε), x̂ = (x - μ)/s, g = γ·dy. Derived in docs/tolerances.md.
 */
final class SampleNormErrors {
    private final LayerInputs in;
    private final double epsilon;
    /** How many values share one μ. */
    private final int M;
    /** How many neighbours in memory share one γ, and how many γ there are. */
    private final int run;

    private final int P;
    /** For each group of M values. */
    private final double[] mean;

    private final double[] var;

    private SampleNormErrors(LayerInputs in, int M, int run, double epsilon) {
        this.in = in;
        this.M = M;
        this.run = run;
        this.P = in.parameters().length / 2;
        this.epsilon = epsilon;
        this.mean = perGroup(at -> in.x()[at] / M);
        this.var = perGroup(at -> Math.pow(in.x()[at] - mean[at / M], 2) / M);
    }

    static SampleNormErrors of(LayerNorm spec, LayerInputs in) {
        return new SampleNormErrors(in, in.input().size(), 1, spec.epsilon());
    }

    static SampleNormErrors of(GroupNorm spec, LayerInputs in) {
        int area = in.input().dim(1) * in.input().dim(2);
        return new SampleNormErrors(in, in.input().size() / spec.groups(), area, spec.epsilon());
    }

    private double[] perGroup(IntToDoubleFunction term) {
        double[] sums = new double[in.x().length / M];
        for (int at = 0; at < in.x().length; at++) {
            sums[at / M] += term.applyAsDouble(at);
        }
        return sums;
    }

    private double[] perParameter(IntToDoubleFunction term) {
        double[] sums = new double[P];
        for (int at = 0; at < in.x().length; at++) {
            sums[parameter(at)] += term.applyAsDouble(at);
        }
        return sums;
    }

    private double[] each(IntToDoubleFunction value) {
        double[] values = new double[in.x().length];
        Arrays.setAll(values, value);
        return values;
    }

    private int parameter(int at) {
        return at / run % P;
    }

    private double gamma(int at) {
        return Math.abs(in.parameters()[parameter(at)]);
    }

    private double beta(int at) {
        return Math.abs(in.parameters()[P + parameter(at)]);
    }

    private double g(int at) {
        return in.parameters()[parameter(at)] * in.dy()[at];
    }

    private double s(int group) {
        return Math.sqrt(var[group] + epsilon);
    }

    private double xHat(int at) {
        return (in.x()[at] - mean[at / M]) / s(at / M);
    }

    /** |x| + |μ| in units of s: what a·x + b rounds, before it cancels. */
    private double reach(int at) {
        return (Math.abs(in.x()[at]) + Math.abs(mean[at / M])) / s(at / M);
    }

    LayerBounds own(ErrorBound error) {
        double tiny = M * error.smallestNormal();
        double[] squares = perGroup(at -> in.x()[at] * in.x()[at] / M);
        double[] ofMean = new double[mean.length];
        // Of 1/s, relatively.
        double[] ofScale = new double[mean.length];
        for (int k = 0; k < mean.length; k++) {
            ofMean[k] = error.roundings(M + 4L) * Math.sqrt(squares[k]) + tiny;
            double ofVar = error.roundings(M + 6L) * 2 * var[k]
                    + 2 * Math.sqrt(2 * var[k]) * ofMean[k]
                    + 2 * ofMean[k] * ofMean[k]
                    + tiny;
            double ofSquare = ofVar / (var[k] + epsilon) + error.roundings(2);
            double ofRoot = ofSquare < 1 ? 1 / Math.sqrt(1 - ofSquare) - 1 : Double.POSITIVE_INFINITY;
            ofScale[k] = (1 + ofRoot) * (1 + error.roundings(4)) - 1;
        }
        double[] ofXHat = each(at -> Math.abs(xHat(at)) * ofScale[at / M] + ofMean[at / M] / s(at / M) * (1 + ofScale[at / M]));
        double[] y = each(at -> gamma(at) * (ofXHat[at] + tiny / s(at / M))
                + error.roundings(6) * (gamma(at) * reach(at) * (1 + ofScale[at / M]) + beta(at))
                + tiny);
        return new LayerBounds(
                new Bound(y, "|γ|·(error of x̂) + γ_6·(|γ|(|x| + |μ|)/s + |β|), M = " + M),
                new Bound(ownDx(error, ofXHat, ofScale, tiny), "1/s·(errors of x̂ and of the means of g and g·x̂), M = " + M),
                ownGradient(error, ofXHat, ofScale));
    }

    private double[] ownDx(ErrorBound error, double[] ofXHat, double[] ofScale, double tiny) {
        double[] meanOfG = perGroup(at -> g(at) / M);
        double[] meanOfGX = perGroup(at -> g(at) * xHat(at) / M);
        double[] sizeOfG = perGroup(at -> Math.abs(g(at)) / M);
        double[] sizeOfGX = perGroup(at -> Math.abs(g(at)) * reach(at) / M);
        double[] byXHat = perGroup(at -> Math.abs(g(at)) * ofXHat[at] / M);
        return each(at -> {
            int k = at / M;
            double ofMeanOfG = error.roundings(M + 2L) * sizeOfG[k] + tiny;
            double ofMeanOfGX = byXHat[k]
                    + error.roundings(M + 6L) * sizeOfGX[k] * (1 + ofScale[k])
                    + tiny * (1 + 1 / s(k));
            double exact = g(at) - meanOfG[k] - xHat(at) * meanOfGX[k];
            double product = Math.abs(meanOfGX[k]) + ofMeanOfGX;
            double carried = ofMeanOfG + ofXHat[at] * product + Math.abs(xHat(at)) * ofMeanOfGX;
            double terms = Math.abs(g(at)) + Math.abs(meanOfG[k]) + reach(at) * product;
            return (Math.abs(exact) * ofScale[k] + (1 + ofScale[k]) * (carried + error.roundings(10) * terms)) / s(k)
                    + tiny * (1 + (1 + gamma(at)) / s(k));
        });
    }

    private List<Bound> ownGradient(ErrorBound error, double[] ofXHat, double[] ofScale) {
        int terms = in.x().length / P;
        double tiny = terms * error.smallestNormal();
        double[] dy = LayerBoundsOf.absolute(in.dy());
        double[] ofDgamma = perParameter(at -> dy[at] * ofXHat[at]
                + error.roundings(terms + 4L) * dy[at] * reach(at) * (1 + ofScale[at / M])
                + error.smallestNormal() * (1 + 1 / s(at / M)));
        double[] ofDbeta = perParameter(at -> error.roundings(terms) * dy[at] + tiny);
        return List.of(
                new Bound(ofDgamma, "Σ|dy|·(error of x̂) + γ_" + (terms + 4) + "·Σ|dy|(|x| + |μ|)/s"),
                new Bound(ofDbeta, "γ_" + terms + "·Σ|dy|"));
    }

    /** How far x̂ may be off because of errors in x: its own, and those of all others by way of μ and σ. */
    private double[] xHatCarried(double[] errorOfX) {
        double[] byMean = perGroup(at -> errorOfX[at] / M);
        double[] bySigma = perGroup(at -> Math.abs(xHat(at)) * errorOfX[at] / M);
        return each(at -> (errorOfX[at] + byMean[at / M] + Math.abs(xHat(at)) * bySigma[at / M]) / s(at / M));
    }

    /** Errors of y that errors of x lead to. */
    double[] forward(double[] errorOfX) {
        double[] ofXHat = xHatCarried(errorOfX);
        return each(at -> gamma(at) * ofXHat[at]);
    }

    /** Errors of dx, dgamma and dbeta that errors of x and dy lead to. */
    BackwardError.Carried backward(double[] errorOfX, double[] errorOfDy) {
        double[] ofXHat = xHatCarried(errorOfX);
        double[] meanOfG = perGroup(at -> g(at) / M);
        double[] meanOfGX = perGroup(at -> g(at) * xHat(at) / M);
        double[] ofMeanOfG = perGroup(at -> gamma(at) * errorOfDy[at] / M);
        double[] ofMeanOfGX = perGroup(
                at -> (Math.abs(xHat(at)) * gamma(at) * errorOfDy[at] + Math.abs(g(at)) * ofXHat[at]) / M);
        double[] ofScale = perGroup(at -> Math.abs(xHat(at)) * errorOfX[at] / (M * s(at / M)));
        double[] dx = each(at -> {
            int k = at / M;
            double exact = g(at) - meanOfG[k] - xHat(at) * meanOfGX[k];
            double carried = gamma(at) * errorOfDy[at]
                    + ofMeanOfG[k]
                    + ofXHat[at] * Math.abs(meanOfGX[k])
                    + Math.abs(xHat(at)) * ofMeanOfGX[k];
            return (Math.abs(exact) * ofScale[k] + carried) / s(k);
        });
        double[] gradient = Arrays.copyOf(
                perParameter(at -> Math.abs(xHat(at)) * errorOfDy[at] + Math.abs(in.dy()[at]) * ofXHat[at]), 2 * P);
        System.arraycopy(perParameter(at -> errorOfDy[at]), 0, gradient, P, P);
        return new BackwardError.Carried(dx, gradient, 0);
    }
}
