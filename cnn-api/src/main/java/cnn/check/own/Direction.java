package cnn.check.own;

import cnn.check.own.OwnLayer.Gradient;
import java.util.Random;

/**
 * Everything moves at once, each number by half to all of its scale times t.
 *
 * @param x of the direction
 * @param parameters of the direction
 */
record Direction(Trial trial, double[] x, double[] parameters) implements Line {
    static Direction random(Trial trial, Random random) {
        double[] u = new double[trial.x().length];
        double[] v = new double[trial.parameters().length];
        for (Tensor tensor : trial.tensors()) {
            double[] part = Trial.signs(tensor.size(), random);
            for (int i = 0; i < part.length; i++) {
                (tensor.isX() ? u : v)[tensor.offset() + i] = part[i] * tensor.scale();
            }
        }
        return new Direction(trial, u, v);
    }

    static double[] moved(double[] from, double[] direction, double t) {
        double[] to = from.clone();
        for (int i = 0; i < to.length; i++) {
            to[i] += t * direction[i];
        }
        return to;
    }

    @Override
    public Place at(double t) {
        return new Place(moved(trial.x(), x, t), moved(trial.parameters(), parameters, t));
    }

    @Override
    public double unit() {
        return 1;
    }

    /** Σ gradient·direction. */
    double times(Gradient gradient) {
        return sum(gradient, false);
    }

    /** Σ |gradient|·|direction|. */
    double timesAbsolute(Gradient gradient) {
        return sum(gradient, true);
    }

    private double sum(Gradient gradient, boolean absolute) {
        return sum(gradient.dx(), x, absolute) + sum(gradient.parameters(), parameters, absolute);
    }

    private static double sum(double[] a, double[] b, boolean absolute) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += absolute ? Math.abs(a[i] * b[i]) : a[i] * b[i];
        }
        return sum;
    }
}
