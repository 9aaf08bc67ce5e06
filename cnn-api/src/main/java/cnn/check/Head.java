package cnn.check;

import cnn.loss.LossSpec;
import cnn.tensor.Precision;

/** What makes a single number of a network's outputs: a sum of terms, so that those that do not change cancel exactly. */
interface Head {
    double[] terms(double[] y);

    /** The gradient of the terms' sum with respect to y. */
    double[] dy(double[] y);

    /** How far each term may be off, if each y may be off by {@code errors}. */
    double[] errors(double[] y, double[] errors);

    /** How far the gradient with respect to each y may be off likewise. */
    double[] errorsOfDy(double[] y, double[] errors);

    /** Σ dy·y with a given dy: one term for each y. */
    static Head weighted(double[] dy) {
        return new Head() {
            @Override
            public double[] terms(double[] y) {
                double[] terms = new double[y.length];
                for (int i = 0; i < y.length; i++) {
                    terms[i] = dy[i] * y[i];
                }
                return terms;
            }

            @Override
            public double[] dy(double[] y) {
                return dy;
            }

            @Override
            public double[] errors(double[] y, double[] errors) {
                double[] terms = new double[y.length];
                for (int i = 0; i < y.length; i++) {
                    double product = Math.abs(dy[i]) * (Math.abs(y[i]) + errors[i]);
                    terms[i] = Math.abs(dy[i]) * errors[i] + 2 * Precision.FLOAT64.unitRoundoff() * product;
                }
                return terms;
            }

            /** It is given. */
            @Override
            public double[] errorsOfDy(double[] y, double[] errors) {
                return new double[y.length];
            }
        };
    }

    /**
     * A loss of n samples: one term. To first order an error in y moves it by Σ|dy|·error; its own roundings are no more
     * than n·k sums and ten operations on numbers no larger than |loss| + max |y| + 1.
     */
    static Head loss(LossSpec loss, int n, double[] targets) {
        return new Head() {
            @Override
            public double[] terms(double[] y) {
                return new double[] {loss.evaluate(n, y.length / n, y, targets, new double[y.length])};
            }

            @Override
            public double[] dy(double[] y) {
                double[] dy = new double[y.length];
                loss.evaluate(n, y.length / n, y, targets, dy);
                return dy;
            }

            @Override
            public double[] errors(double[] y, double[] errors) {
                double[] dy = dy(y);
                double carried = 0;
                double largest = 0;
                for (int i = 0; i < y.length; i++) {
                    carried += Math.abs(dy[i]) * errors[i];
                    largest = Math.max(largest, Math.abs(y[i]));
                }
                double own = ErrorBound.gamma(y.length + 10, Precision.FLOAT64.unitRoundoff());
                return new double[] {carried + own * (Math.abs(terms(y)[0]) + largest + 1)};
            }

            /** No loss bends by more than 2/n; what class weights add is small beside the rounding of L over a step. */
            @Override
            public double[] errorsOfDy(double[] y, double[] errors) {
                int k = y.length / n;
                double own = ErrorBound.gamma(k + 10, Precision.FLOAT64.unitRoundoff());
                double[] dy = dy(y);
                double[] all = new double[y.length];
                for (int i = 0; i < y.length; i++) {
                    double largest = 0;
                    for (int j = i / k * k; j < i / k * k + k; j++) {
                        largest = Math.max(largest, errors[j]);
                    }
                    all[i] = 2 * largest / n + own * (Math.abs(dy[i]) + 1.0 / n);
                }
                return all;
            }
        };
    }
}
