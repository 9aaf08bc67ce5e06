package cnn.check.contract;

import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.Velocity;
import java.util.List;

/**
 * One parameter θ under an optimizer's formula, in double, spelled out anew: nothing here is computed by the specs.
 * Beside each vector of the formula goes the same sum of absolute values ({@code size}), because rounding errors are
 * relative to that: a velocity may cancel to nothing, its error not.
 */
final class UpdaterFormula implements OptimizerSpec.Visitor<Double> {
    private final OptimizerSpec spec;
    private double theta;
    private double m;
    private double v;
    private double h;
    private double mSize;
    private double g;
    private double rate;
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
        rate = learningRate;
        if (t == 1) {
            v = spec instanceof AdaGrad s ? s.initial() : spec instanceof RmsProp s ? s.initial() : 0;
        }
        double step = spec.accept(this);
        double decayed = spec instanceof AdamW w ? rate * w.weightDecay() * theta : 0;
        rounded += Math.abs(theta) + stepSize + Math.abs(decayed);
        theta -= step + decayed;
    }

    /** In the order of the formula. */
    static List<String> stateNames(OptimizerSpec optimizer) {
        return switch (optimizer.kind()) {
            case "sgd" -> List.of();
            case "momentum", "nesterov" -> List.of("v");
            case "adagrad", "rmsprop" -> List.of("s");
            case "adam", "adamw", "nadam" -> List.of("m", "v");
            case "amsgrad" -> List.of("m", "v", "h");
            default -> throw new AssertionError("which vectors has " + optimizer + "?");
        };
    }

    @Override
    public Double sgd(Sgd sgd) {
        stepSize = Math.abs(rate * g);
        return rate * g;
    }

    @Override
    public Double momentum(Momentum momentum) {
        velocity(momentum.momentum(), momentum.velocity());
        double rateLast = momentum.velocity() == Velocity.GRADIENTS ? rate : 1;
        stepSize = rateLast * mSize;
        return rateLast * m;
    }

    @Override
    public Double nesterov(Nesterov nesterov) {
        velocity(nesterov.momentum(), nesterov.velocity());
        double rateLast = nesterov.velocity() == Velocity.GRADIENTS ? rate : 1;
        stepSize = rate * Math.abs(g) + rateLast * nesterov.momentum() * mSize;
        return rate * g + rateLast * nesterov.momentum() * m;
    }

    private void velocity(double mu, Velocity kind) {
        double added = kind == Velocity.GRADIENTS ? g : rate * g;
        m = mu * m + added;
        mSize = mu * mSize + Math.abs(added);
    }

    @Override
    public Double adaGrad(AdaGrad spec) {
        v += g * g;
        return divided(g, spec.epsilon(), spec.epsilonPlace());
    }

    @Override
    public Double rmsProp(RmsProp spec) {
        v = spec.decay() * v + (1 - spec.decay()) * g * g;
        return divided(g, spec.epsilon(), spec.epsilonPlace());
    }

    private double divided(double by, double epsilon, EpsilonRoot place) {
        double divisor = switch (place) {
            case OUTSIDE -> Math.sqrt(v) + epsilon;
            case INSIDE -> Math.sqrt(v + epsilon);
        };
        stepSize = rate * Math.abs(by) / divisor;
        return rate * by / divisor;
    }

    @Override
    public Double adam(Adam adam) {
        moments(adam.beta1(), adam.beta2());
        return corrected(v, adam.beta1(), adam.beta2(), adam.epsilon(), adam.epsilonPlace());
    }

    @Override
    public Double adamW(AdamW adamW) {
        return adam(adamW.adam());
    }

    @Override
    public Double amsGrad(AmsGrad spec) {
        moments(spec.beta1(), spec.beta2());
        h = Math.max(h, v);
        return corrected(h, spec.beta1(), spec.beta2(), spec.epsilon(), spec.epsilonPlace());
    }

    private void moments(double beta1, double beta2) {
        m = beta1 * m + (1 - beta1) * g;
        mSize = beta1 * mSize + (1 - beta1) * Math.abs(g);
        v = beta2 * v + (1 - beta2) * g * g;
    }

    private double corrected(double second, double beta1, double beta2, double epsilon, EpsilonCorrection place) {
        double c1 = 1 - Math.pow(beta1, t);
        double c2 = 1 - Math.pow(beta2, t);
        double factor = switch (place) {
            case AFTER -> rate / c1 / (Math.sqrt(second / c2) + epsilon);
            case BEFORE -> rate * Math.sqrt(c2) / c1 / (Math.sqrt(second) + epsilon);
        };
        stepSize = factor * mSize;
        return factor * m;
    }

    @Override
    public Double nadam(Nadam nadam) {
        moments(nadam.beta1(), nadam.beta2());
        double ofM = nadam.beta1() / (1 - Math.pow(nadam.beta1(), t));
        double ofG = (1 - nadam.beta1()) / (1 - Math.pow(nadam.beta1(), t));
        double second = v;
        if (nadam.momentum() == Nadam.Momentum.SCHEDULED) {
            double product = 1;
            for (long i = 1; i <= t; i++) {
                product *= mu(nadam, i);
            }
            ofM = mu(nadam, t + 1) / (1 - product * mu(nadam, t + 1));
            ofG = (1 - mu(nadam, t)) / (1 - product);
            second = v / (1 - Math.pow(nadam.beta2(), t));
        }
        double factor = rate / (Math.sqrt(second) + nadam.epsilon());
        stepSize = factor * (ofM * mSize + ofG * Math.abs(g));
        return factor * (ofM * m + ofG * g);
    }

    private static double mu(Nadam nadam, long t) {
        return nadam.beta1() * (1 - 0.5 * Math.pow(0.96, t * nadam.momentumDecay()));
    }
}
