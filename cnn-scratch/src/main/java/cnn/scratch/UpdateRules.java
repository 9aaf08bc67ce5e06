package cnn.scratch;

import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AdamW;
import cnn.optim.AmsGrad;
import cnn.optim.EpsilonRoot;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.NadamFactors;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;
import cnn.optim.Velocity;
import cnn.scratch.UpdateLoops.Moments;
import cnn.scratch.UpdateLoops.Root;
import cnn.scratch.kernel.Kernels;

/** The rule of each optimizer. All that is the same for every element is computed in double, once an update. */
record UpdateRules(Kernels kernels, ScratchTensor parameters, float[] g) implements OptimizerSpec.Visitor<UpdateRule> {
    @Override
    public UpdateRule sgd(Sgd spec) {
        return new UpdateRule(parameters, g) {
            private float rate;

            @Override
            void prepare(long t, double learningRate) {
                rate = (float) learningRate;
            }

            @Override
            void update(int from, int to) {
                kernels.sgd(p, g, from, to, rate);
            }
        };
    }

    @Override
    public UpdateRule momentum(Momentum spec) {
        return new UpdateRule(parameters, g) {
            private final float[] v = vector("v", 0);
            private final float mu = (float) spec.momentum();
            private float rate;

            @Override
            void prepare(long t, double learningRate) {
                rate = (float) learningRate;
            }

            @Override
            void update(int from, int to) {
                if (spec.velocity() == Velocity.GRADIENTS) {
                    kernels.momentum(p, g, v, from, to, rate, mu);
                } else {
                    UpdateLoops.momentum(p, g, v, from, to, mu, rate, 1);
                }
            }
        };
    }

    @Override
    public UpdateRule nesterov(Nesterov spec) {
        return new UpdateRule(parameters, g) {
            private final float[] v = vector("v", 0);
            private float intoVelocity;
            private float ofStep;

            @Override
            void prepare(long t, double learningRate) {
                boolean ofGradients = spec.velocity() == Velocity.GRADIENTS;
                intoVelocity = ofGradients ? 1 : (float) learningRate;
                ofStep = ofGradients ? (float) learningRate : 1;
            }

            @Override
            void update(int from, int to) {
                UpdateLoops.nesterov(p, g, v, from, to, (float) spec.momentum(), intoVelocity, ofStep);
            }
        };
    }

    @Override
    public UpdateRule adaGrad(AdaGrad spec) {
        return divideByRoot(1, 1, spec.epsilon(), spec.epsilonPlace(), spec.initial());
    }

    @Override
    public UpdateRule rmsProp(RmsProp spec) {
        return divideByRoot(spec.decay(), 1 - spec.decay(), spec.epsilon(), spec.epsilonPlace(), spec.initial());
    }

    private UpdateRule divideByRoot(double decay, double keep, double epsilon, EpsilonRoot place, double initial) {
        float inside = place == EpsilonRoot.INSIDE ? (float) epsilon : 0;
        float outside = place == EpsilonRoot.OUTSIDE ? (float) epsilon : 0;
        return new UpdateRule(parameters, g) {
            private final float[] s = vector("s", initial);
            private Root step = new Root(0, 0, 0, 0, 0);

            @Override
            void prepare(long t, double learningRate) {
                step = new Root((float) decay, (float) keep, (float) learningRate, inside, outside);
            }

            @Override
            void update(int from, int to) {
                UpdateLoops.divideByRoot(p, g, s, from, to, step);
            }
        };
    }

    @Override
    public UpdateRule adam(Adam spec) {
        return new UpdateRule(parameters, g) {
            private final float[] m = vector("m", 0);
            private final float[] v = vector("v", 0);
            private Kernels.AdamStep step = new Kernels.AdamStep(0, 0, 0, 0, 0, 0, 0);

            @Override
            void prepare(long t, double learningRate) {
                double correction2 = 1 - Math.pow(spec.beta2(), t);
                step = new Kernels.AdamStep(
                        (float) (learningRate / (1 - Math.pow(spec.beta1(), t))),
                        (float) spec.beta1(),
                        (float) (1 - spec.beta1()),
                        (float) spec.beta2(),
                        (float) (1 - spec.beta2()),
                        (float) (1 / correction2),
                        (float) spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), correction2));
            }

            @Override
            void update(int from, int to) {
                kernels.adam(p, g, m, v, from, to, step);
            }
        };
    }

    @Override
    public UpdateRule adamW(AdamW spec) {
        return adam(spec.adam());
    }

    @Override
    public UpdateRule nadam(Nadam spec) {
        return new UpdateRule(parameters, g) {
            private final float[] m = vector("m", 0);
            private final float[] v = vector("v", 0);
            private final NadamFactors.Sequence sequence = new NadamFactors.Sequence(spec);
            private Moments step = moments(0, 0, 0, 0, 0, 0);

            @Override
            void prepare(long t, double learningRate) {
                NadamFactors factors = sequence.at(t);
                step = moments(
                        spec.beta1(),
                        spec.beta2(),
                        learningRate * factors.ofM(),
                        learningRate * factors.ofG(),
                        factors.ofV(),
                        spec.epsilon());
            }

            @Override
            void update(int from, int to) {
                UpdateLoops.nadam(p, g, m, v, from, to, step);
            }
        };
    }

    @Override
    public UpdateRule amsGrad(AmsGrad spec) {
        return new UpdateRule(parameters, g) {
            private final float[] m = vector("m", 0);
            private final float[] v = vector("v", 0);
            private final float[] h = vector("h", 0);
            private Moments step = moments(0, 0, 0, 0, 0, 0);

            @Override
            void prepare(long t, double learningRate) {
                double correction2 = 1 - Math.pow(spec.beta2(), t);
                step = moments(
                        spec.beta1(),
                        spec.beta2(),
                        learningRate / (1 - Math.pow(spec.beta1(), t)),
                        0,
                        1 / correction2,
                        spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), correction2));
            }

            @Override
            void update(int from, int to) {
                UpdateLoops.amsGrad(p, g, m, v, h, from, to, step);
            }
        };
    }

    private static Moments moments(double beta1, double beta2, double ofM, double ofG, double ofV, double epsilon) {
        return new Moments(
                (float) beta1,
                (float) (1 - beta1),
                (float) beta2,
                (float) (1 - beta2),
                (float) ofM,
                (float) ofG,
                (float) ofV,
                (float) epsilon);
    }
}
