package cnn.scratch.check;

import cnn.backend.Backend;
import cnn.backend.LayerPlan;
import cnn.spec.PlacedLayer;

/** y = max(x, 0); dx = dy where x > 0, or, if it is wrong, where dy > 0 too. */
final class OwnRelu extends OwnLayer {
    private final boolean wrong;

    private OwnRelu(PlacedLayer placed, Backend backend, boolean wrong) {
        super(placed, backend);
        this.wrong = wrong;
    }

    static OwnRelu right(PlacedLayer placed, LayerPlan plan, Backend backend) {
        return new OwnRelu(placed, backend, false);
    }

    /** A guided ReLU, as visualisations have it. */
    static OwnRelu wrong(PlacedLayer placed, LayerPlan plan, Backend backend) {
        return new OwnRelu(placed, backend, true);
    }

    @Override
    double[] y(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] > 0 ? x[i] : 0;
        }
        return y;
    }

    @Override
    double[] dx(double[] x, double[] dy) {
        double[] dx = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            dx[i] = x[i] > 0 && !(wrong && dy[i] < 0) ? dy[i] : 0;
        }
        return dx;
    }
}
