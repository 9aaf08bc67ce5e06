package cnn.scratch.check;

import cnn.backend.Backend;
import cnn.backend.LayerPlan;
import cnn.spec.Dense;
import cnn.spec.PlacedLayer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** y = W·x + b, with a factor on each element of its gradient, of w and then of b, that should be 1. */
final class OwnDense extends OwnLayer {
    private final LayerPlan plan;
    private final IntToDoubleFunction factor;
    private final int F;
    private final int O;
    private final int w;
    private final boolean bias;

    OwnDense(PlacedLayer placed, LayerPlan plan, Backend backend) {
        this(placed, plan, backend, i -> 1);
    }

    OwnDense(PlacedLayer placed, LayerPlan plan, Backend backend, IntToDoubleFunction factor) {
        super(placed, backend);
        this.plan = plan;
        this.factor = factor;
        Dense spec = (Dense) placed.spec();
        F = placed.input().size();
        O = spec.units();
        w = placed.parameter("w").offset();
        bias = spec.bias();
    }

    private int b(int o) {
        return w + O * F + o;
    }

    @Override
    double[] y(double[] x) {
        double[] p = plan.parameters().toDoubles();
        double[] y = new double[x.length / F * O];
        for (int i = 0; i < y.length; i++) {
            double sum = bias ? p[b(i % O)] : 0;
            for (int f = 0; f < F; f++) {
                sum += p[w + i % O * F + f] * x[i / O * F + f];
            }
            y[i] = sum;
        }
        return y;
    }

    @Override
    double[] dx(double[] x, double[] dy) {
        double[] p = plan.parameters().toDoubles();
        double[] d = plan.gradient().toDoubles();
        double[] dx = new double[x.length];
        Arrays.fill(d, w, bias ? b(O) : b(0), 0);
        for (int i = 0; i < dy.length; i++) {
            for (int f = 0; f < F; f++) {
                dx[i / O * F + f] += p[w + i % O * F + f] * dy[i];
                d[w + i % O * F + f] += x[i / O * F + f] * dy[i];
            }
            if (bias) {
                d[b(i % O)] += dy[i];
            }
        }
        for (int i = w; i < (bias ? b(O) : b(0)); i++) {
            d[i] *= factor.applyAsDouble(i - w);
        }
        plan.gradient().copyFrom(d);
        return dx;
    }
}
