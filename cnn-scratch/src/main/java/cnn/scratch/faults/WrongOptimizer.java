package cnn.scratch.faults;

import cnn.backend.Updater;
import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.EpsilonCorrection;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.NadamFactors;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.Velocity;
import cnn.scratch.textbook.TextbookTensor;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** An optimizer's step with one deliberate mistake. */
final class WrongOptimizer implements Updater, OptimizerSpec.Visitor<Double> {
    private final OptimizerMistake mistake;
    private final OptimizerSpec spec;
    private final double[] theta;
    private final double[] gradient;
    private final Map<String, double[]> vectors = new LinkedHashMap<>();
    /** Of the element and update that are at work. */
    private int i;

    private long t;
    private double g;
    private double rate;

    WrongOptimizer(OptimizerMistake mistake, OptimizerSpec spec, double[] theta, double[] gradient) {
        this.mistake = mistake;
        this.spec = spec;
        this.theta = theta;
        this.gradient = gradient;
        switch (spec.kind()) {
            case "sgd" -> {}
            case "momentum", "nesterov" -> begin("v", 0);
            case "adagrad" -> begin("s", ((AdaGrad) spec).initial());
            case "rmsprop" -> begin("s", ((RmsProp) spec).initial());
            default -> {
                begin("m", 0);
                begin("v", 0);
            }
        }
        if (spec instanceof AmsGrad) {
            begin("h", 0);
        }
    }

    private void begin(String name, double value) {
        double[] vector = new double[theta.length];
        Arrays.fill(vector, value);
        vectors.put(name, vector);
    }

    @Override
    public void step(long number, double learningRate) {
        t = number;
        rate = mistake == OptimizerMistake.SGD_RATE_OF_THE_START ? spec.learningRate() : learningRate;
        for (i = 0; i < theta.length; i++) {
            g = gradient[i];
            theta[i] -= spec.accept(this);
        }
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        vectors.forEach((name, values) -> state.put(name, new TextbookTensor(Shape.of(values.length), values)));
        return state;
    }

    private double set(String name, double value) {
        vectors.get(name)[i] = value;
        return value;
    }

    private double get(String name) {
        return vectors.get(name)[i];
    }

    @Override
    public Double sgd(Sgd sgd) {
        return mistake == OptimizerMistake.SGD_ASCENDS ? -rate * g : rate * g;
    }

    @Override
    public Double momentum(Momentum momentum) {
        boolean exchanged = mistake == OptimizerMistake.MOMENTUM_RATE_ON_THE_WRONG_SIDE;
        boolean ofGradients = momentum.velocity() == Velocity.GRADIENTS != exchanged;
        double added = ofGradients ? g : rate * g;
        double mu = switch (mistake) {
            case MOMENTUM_SIGN -> -momentum.momentum();
            case MOMENTUM_FORGOTTEN -> 0;
            default -> momentum.momentum();
        };
        double share = mistake == OptimizerMistake.MOMENTUM_DAMPED ? 1 - mu : 1;
        double v = set("v", mu * get("v") + share * added);
        return ofGradients ? rate * v : v;
    }

    @Override
    public Double nesterov(Nesterov nesterov) {
        boolean ofGradients = nesterov.velocity() == Velocity.GRADIENTS;
        double added = ofGradients ? g : rate * g;
        double v = set("v", nesterov.momentum() * get("v") + added);
        double step = switch (mistake) {
            case NESTEROV_IS_PLAIN_MOMENTUM -> v;
            case NESTEROV_ALL_STEPS_TWICE -> v + nesterov.momentum() * v;
            default -> added + nesterov.momentum() * v;
        };
        return ofGradients ? rate * step : step;
    }

    @Override
    public Double adaGrad(AdaGrad adaGrad) {
        boolean forgets = mistake == OptimizerMistake.ADAGRAD_NOT_ACCUMULATED;
        double s = set("s", (forgets ? 0 : get("s")) + g * g);
        boolean exchanged = mistake == OptimizerMistake.ADAGRAD_EPSILON_ON_THE_WRONG_SIDE;
        return rate * g / place(adaGrad.epsilonPlace(), exchanged).divisor(s, adaGrad.epsilon());
    }

    @Override
    public Double rmsProp(RmsProp rmsProp) {
        double decay = mistake == OptimizerMistake.RMSPROP_DECAY_EXCHANGED ? 1 - rmsProp.decay() : rmsProp.decay();
        double s = mistake == OptimizerMistake.RMSPROP_NEVER_FORGETS
                ? set("s", get("s") + g * g)
                : set("s", decay * get("s") + (1 - decay) * g * g);
        if (mistake == OptimizerMistake.RMSPROP_WITHOUT_ROOT) {
            return rate * g / (s + rmsProp.epsilon());
        }
        boolean exchanged = mistake == OptimizerMistake.RMSPROP_EPSILON_ON_THE_WRONG_SIDE;
        return rate * g / place(rmsProp.epsilonPlace(), exchanged).divisor(s, rmsProp.epsilon());
    }

    private static EpsilonRoot place(EpsilonRoot right, boolean exchanged) {
        return (right == EpsilonRoot.INSIDE) == exchanged ? EpsilonRoot.OUTSIDE : EpsilonRoot.INSIDE;
    }

    @Override
    public Double adam(Adam adam) {
        boolean exchanged = mistake == OptimizerMistake.ADAM_BETAS_EXCHANGED;
        double beta1 = exchanged ? adam.beta2() : adam.beta1();
        double beta2 = exchanged ? adam.beta1() : adam.beta2();
        double m = set("m", beta1 * get("m") + (1 - beta1) * g);
        double squared = mistake == OptimizerMistake.ADAM_V_OF_THE_MEAN ? m * m : g * g;
        double v = set("v", beta2 * get("v") + (1 - beta2) * squared);
        long power = switch (mistake) {
            case ADAM_BIAS_WITHOUT_POWER -> 1;
            case ADAM_T_FROM_0 -> t - 1;
            case ADAM_T_ONE_AHEAD -> t + 1;
            default -> t;
        };
        boolean before = adam.epsilonPlace() == EpsilonCorrection.BEFORE;
        boolean beforeIt = before != (mistake == OptimizerMistake.ADAM_EPSILON_CORRECTED);
        return corrected(m, v, 1 - Math.pow(beta1, power), 1 - Math.pow(beta2, power), adam.epsilon(), beforeIt);
    }

    private double corrected(double m, double v, double c1, double c2, double epsilon, boolean before) {
        double besideRoot = before ? epsilon / Math.sqrt(c2) : epsilon;
        return switch (mistake) {
            case ADAM_WITHOUT_BIAS_CORRECTION -> rate * m / (Math.sqrt(v) + epsilon);
            case ADAM_BIAS_MULTIPLIED -> rate * m * c1 / (Math.sqrt(v * c2) + besideRoot);
            case ADAM_EPSILON_INSIDE -> rate * (m / c1) / Math.sqrt(v / c2 + epsilon);
            default -> rate * (m / c1) / (Math.sqrt(v / c2) + besideRoot);
        };
    }

    @Override
    public Double adamW(AdamW adamW) {
        return adam(adamW.adam());
    }

    @Override
    public Double amsGrad(AmsGrad amsGrad) {
        double m = set("m", amsGrad.beta1() * get("m") + (1 - amsGrad.beta1()) * g);
        double v = set("v", amsGrad.beta2() * get("v") + (1 - amsGrad.beta2()) * g * g);
        double h = set("h", mistake == OptimizerMistake.AMSGRAD_WITHOUT_MAXIMUM ? v : Math.max(get("h"), v));
        double c1 = 1 - Math.pow(amsGrad.beta1(), t);
        double c2 = 1 - Math.pow(amsGrad.beta2(), t);
        return corrected(m, h, c1, c2, amsGrad.epsilon(), amsGrad.epsilonPlace() == EpsilonCorrection.BEFORE);
    }

    @Override
    public Double nadam(Nadam nadam) {
        double m = set("m", nadam.beta1() * get("m") + (1 - nadam.beta1()) * g);
        double v = set("v", nadam.beta2() * get("v") + (1 - nadam.beta2()) * g * g);
        NadamFactors factors = new NadamFactors.Sequence(nadam).at(t);
        double ahead = mistake == OptimizerMistake.NADAM_IS_ADAM
                ? m / (1 - Math.pow(nadam.beta1(), t))
                : factors.ofM() * m + factors.ofG() * g;
        return rate * ahead / (Math.sqrt(factors.ofV() * v) + nadam.epsilon());
    }
}
