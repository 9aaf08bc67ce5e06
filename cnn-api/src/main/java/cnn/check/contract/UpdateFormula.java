package cnn.check.contract;

import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.Momentum;
import cnn.optim.UpdateSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.Slice;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A whole update around {@link Momentum} in double, with a bound for the error of any implementation carried along:
 * first order, in units of the rounding error. The momentum is linear in the gradient, so the errors only add; an
 * optimizer that divides by a root would not let them be followed this simply.
 */
final class UpdateFormula {
    private final UpdateSpec spec;
    private final Momentum momentum;
    private final List<Slice> slices;
    private final double[] theta;
    private final double[] v;
    private final double[] thetaError;
    private final double[] vError;
    private double[] g = {};
    private double[] gError = {};

    UpdateFormula(UpdateSpec spec, List<Slice> slices, double[] start) {
        this.spec = spec;
        this.momentum = (Momentum) spec.optimizer();
        this.slices = slices;
        this.theta = start.clone();
        this.v = new double[start.length];
        this.thetaError = new double[start.length];
        this.vError = new double[start.length];
    }

    double theta(int i) {
        return theta[i];
    }

    /** How many rounding errors θᵢ may be off, times their size. */
    double error(int i) {
        return thetaError[i];
    }

    void step(double rate, double[] gradient) {
        g = gradient.clone();
        gError = new double[g.length];
        spec.clipping().ifPresent(this::clip);
        weights().forEach(this::penalties);
        for (Slice slice : slices) {
            double share = spec.decay()
                    .filter(decay -> decay.scope() == DecayScope.ALL || isWeight(slice))
                    .map(decay -> rate * decay.lambda())
                    .orElse(0.0);
            for (int i = slice.offset(); i < slice.end(); i++) {
                step(i, rate, share);
            }
        }
        spec.maxNorm().ifPresent(limit -> weights().stream()
                .flatMap(w -> units(w).stream())
                .forEach(unit -> keepWithin(unit, limit)));
    }

    private List<Slice> weights() {
        return slices.stream().filter(UpdateFormula::isWeight).toList();
    }

    private static boolean isWeight(Slice slice) {
        return slice.parameter().role() == ParameterSpec.Role.WEIGHT;
    }

    private void clip(Clipping clipping) {
        double c = clipping.limit();
        switch (clipping.kind()) {
            case VALUE -> Arrays.setAll(g, i -> Math.max(-c, Math.min(c, g[i])));
            case NORM -> slices.forEach(slice -> scale(IntStream.range(slice.offset(), slice.end()).toArray(), c));
            case GLOBAL_NORM -> scale(IntStream.range(0, g.length).toArray(), c);
        }
    }

    /** A sum of n squares is off by at most n + 1 of itself, its root by half of that, and three operations follow. */
    private void scale(int[] elements, double c) {
        double norm = norm(g, elements);
        for (int i : elements) {
            g[i] *= Math.min(1, c / norm);
            gError[i] += ((elements.length + 1) / 2.0 + 4) * Math.abs(g[i]);
        }
    }

    private void penalties(Slice w) {
        for (int i = w.offset(); i < w.end(); i++) {
            gError[i] += spec.l2() * thetaError[i] + 4 * (Math.abs(g[i]) + spec.l1() + spec.l2() * Math.abs(theta[i]));
            g[i] += spec.l1() * Math.signum(theta[i]) + spec.l2() * theta[i];
        }
    }

    private void step(int i, double rate, double share) {
        double mu = momentum.momentum();
        vError[i] = mu * vError[i] + gError[i] + 3 * (mu * Math.abs(v[i]) + Math.abs(g[i]));
        v[i] = mu * v[i] + g[i];
        thetaError[i] += rate * vError[i] + 5 * ((1 + share) * Math.abs(theta[i]) + rate * Math.abs(v[i]));
        theta[i] -= share * theta[i] + rate * v[i];
    }

    /** The elements of each output unit of [O, …], or of [C, O, …] for a transposed convolution. */
    private static List<int[]> units(Slice w) {
        int axis = w.parameter().outputAxis();
        Shape shape = w.parameter().shape();
        int inner = 1;
        for (int d = axis + 1; d < shape.rank(); d++) {
            inner *= shape.dim(d);
        }
        int stride = inner;
        return IntStream.range(0, shape.dim(axis))
                .mapToObj(o -> IntStream.range(0, w.size())
                        .filter(i -> i / stride % shape.dim(axis) == o)
                        .map(i -> w.offset() + i)
                        .toArray())
                .toList();
    }

    /** ‖w‖ is off by as much as w is, besides the roundings of its sum. */
    private void keepWithin(int[] unit, double c) {
        double norm = norm(theta, unit);
        // What is well inside is not touched at all.
        if (norm > 0.99 * c) {
            double factor = Math.min(1, c / norm);
            double own = (unit.length + 1) / 2.0 + 4 + norm(thetaError, unit) / norm;
            for (int i : unit) {
                thetaError[i] = factor * (thetaError[i] + own * Math.abs(theta[i]));
                theta[i] *= factor;
            }
        }
    }

    private static double norm(double[] x, int[] elements) {
        return Math.sqrt(Arrays.stream(elements).mapToDouble(i -> x[i] * x[i]).sum());
    }
}
