package cnn.backend.contract;

import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import java.util.List;

/**
 * One parameter θ under an optimizer's formula, in double. Beside each vector of the formula goes the same sum of absolute
 * values ({@code size}), because rounding errors are relative to that: a velocity may cancel to nothing, its error not.
 */
final class UpdaterFormula implements OptimizerSpec.Visitor<Double> {
    private final OptimizerSpec spec;
    private double theta;
    private double m;
    private double v;
    private double mSize;
    private double g;
    private long t;
    /** The size of the step that the visitor computed last, with every term positive. */
    private double stepSize;

    private double rounded;

    UpdaterFormula(OptimizerSpec spec, double theta) {
        this.spec = spec;
        this.theta = theta;
    }

    double theta() {
        return theta;
    }

    /** Σ over the updates of everything that was rounded: the step's terms and θ itself. */
    double rounded() {
        return rounded;
    }

    void step(long number, double learningRate, double gradient) {
        t = number;
        g = gradient;
        double direction = spec.accept(this);
        rounded += Math.abs(theta) + learningRate * stepSize;
        theta -= learningRate * direction;
    }

    /** In the order of the formula. */
    static List<String> stateNames(OptimizerSpec optimizer) {
        return optimizer.accept(new OptimizerSpec.Visitor<>() {
            @Override
            public List<String> sgd(Sgd spec) {
                return List.of();
            }

            @Override
            public List<String> momentum(Momentum spec) {
                return List.of("v");
            }

            @Override
            public List<String> adam(Adam spec) {
                return List.of("m", "v");
            }
        });
    }

    @Override
    public Double sgd(Sgd sgd) {
        stepSize = Math.abs(g);
        return g;
    }

    @Override
    public Double momentum(Momentum momentum) {
        m = momentum.momentum() * m + g;
        mSize = momentum.momentum() * mSize + Math.abs(g);
        stepSize = mSize;
        return m;
    }

    @Override
    public Double adam(Adam adam) {
        m = adam.beta1() * m + (1 - adam.beta1()) * g;
        mSize = adam.beta1() * mSize + (1 - adam.beta1()) * Math.abs(g);
        v = adam.beta2() * v + (1 - adam.beta2()) * g * g;
        double correction = 1 - Math.pow(adam.beta1(), t);
        double root = Math.sqrt(v / (1 - Math.pow(adam.beta2(), t))) + adam.epsilon();
        stepSize = mSize / correction / root;
        return m / correction / root;
    }
}
