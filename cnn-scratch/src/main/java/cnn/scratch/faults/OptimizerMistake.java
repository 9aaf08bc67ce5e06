package cnn.scratch.faults;

import cnn.optim.AdaGrad;
import cnn.optim.Adam;
import cnn.optim.AmsGrad;
import cnn.optim.Momentum;
import cnn.optim.Nadam;
import cnn.optim.Nesterov;
import cnn.optim.OptimizerSpec;
import cnn.optim.RmsProp;
import cnn.optim.Sgd;

/** What {@link WrongOptimizer} gets wrong, and in which optimizer. */
enum OptimizerMistake implements Mistake {
    /** The control: everything right. */
    NONE(OptimizerSpec.class, Words.CONTROL),
    SGD_ASCENDS(Sgd.class, Words.of(
            "The step goes up the gradient: θ + η·g.", "the loss grows from the first step on")),
    SGD_RATE_OF_THE_START(Sgd.class, Words.of(
            "The update uses the learning rate that it was made with, whatever the schedule says.",
            "schedules and warm-ups do nothing")
            .seen("Tianshou, issue 774: The learning rate has never been updated by lr_scheduler, "
                    + "https://github.com/thu-ml/tianshou/issues/774")),
    MOMENTUM_SIGN(Momentum.class, Words.of(
            "The velocity is taken off instead of added: v ← g - μ·v.",
            "steps swing back: training is slower than without momentum")),
    MOMENTUM_DAMPED(Momentum.class, Words.of(
            "The gradient is weighted by 1 - μ, as in a moving average.",
            "the learning rate that fits is 1/(1 - μ) times as large as everywhere else")),
    MOMENTUM_FORGOTTEN(Momentum.class, Words.of(
            "The velocity is made anew at each step.", "it is plain gradient descent, ten times slower with μ = 0.9")),
    MOMENTUM_RATE_ON_THE_WRONG_SIDE(Momentum.class, Words.of(
            "The rate is a factor of the step where it should be one of the gradient, or the other way round.",
            "nothing shows while the rate is constant; after a change of it the steps differ for some 1/(1 - μ) "
                    + "updates")),
    NESTEROV_IS_PLAIN_MOMENTUM(Nesterov.class, Words.of(
            "The look ahead is missing.", "training is a little worse; only a comparison tells")),
    NESTEROV_ALL_STEPS_TWICE(Nesterov.class, Words.of(
                    "The parameters are moved ahead, and then the whole step is made as well.",
                    "steps are too long by μ·v")
            .seen("simd_neuralnet, issue 17: Fix the Nesterov bug, "
                    + "https://github.com/oysteijo/simd_neuralnet/issues/17")),
    ADAGRAD_NOT_ACCUMULATED(AdaGrad.class, Words.of(
            "s is the last squared gradient instead of the sum of all.", "every step has the length of the rate")),
    ADAGRAD_EPSILON_ON_THE_WRONG_SIDE(AdaGrad.class, Words.of(
            "ε stands inside the root where it should stand outside, or the other way round.",
            "the first steps differ where gradients are small")),
    RMSPROP_WITHOUT_ROOT(RmsProp.class, Words.of(
            "The step is divided by s instead of √s.",
            "steps grow as gradients shrink: training explodes near the minimum")),
    RMSPROP_DECAY_EXCHANGED(RmsProp.class, Words.of(
            "The decay and 1 - decay are exchanged.",
            "s is nearly the last squared gradient, and the steps are noisy")),
    RMSPROP_NEVER_FORGETS(RmsProp.class, Words.of(
            "Squared gradients are added up without decay.", "steps shrink for ever, as in AdaGrad")),
    RMSPROP_EPSILON_ON_THE_WRONG_SIDE(RmsProp.class, Words.of(
                    "ε stands inside the root where it should stand outside, or the other way round.",
                    "training differs where gradients are small, and much with the large ε that Inception used")
            .seen("Chainer, issue 4754: Difference in the implementation of rmsprop with Tensor Flow,"
                    + " https://github.com/chainer/chainer/issues/4754")),
    ADAM_WITHOUT_BIAS_CORRECTION(Adam.class, Words.of(
                    "m and v are used as they are, although they begin at 0.",
                    "the first steps are 3 times too long with the usual β; a warm-up seems to be needed")
            .seen("mlx-rs, issue 301: Missing bias correction in Adam variants, "
                    + "https://github.com/oxiglade/mlx-rs/issues/301")),
    ADAM_BIAS_MULTIPLIED(Adam.class, Words.of(
                    "m and v are multiplied by 1 - βᵗ instead of divided.",
                    "the first steps are too short by (1 - β₁)²/(1 - β₂): it learns worse than AdaDelta")
            .seen("ConvNetJS, pull request 70: Fix adam optimizer, https://github.com/karpathy/convnetjs/pull/70")),
    ADAM_BIAS_WITHOUT_POWER(Adam.class, Words.of(
                    "The bias correction divides by 1 - β at every step, instead of by 1 - βᵗ.",
                    "right at the first step; later m is ten times and v a thousand times too large")
            .seen("ML-From-Scratch, issue 35: Adam optimiser bias correction formula,"
                    + " https://github.com/eriklindernoren/ML-From-Scratch/issues/35")),
    ADAM_T_FROM_0(Adam.class, Words.of(
            "The updates are counted from 0.", "0/0 at the first update: all parameters are NaN")),
    ADAM_T_ONE_AHEAD(Adam.class, Words.of(
            "t is counted up before and after: the first update has t = 2.",
            "the first steps are too short by a quarter")),
    ADAM_EPSILON_INSIDE(Adam.class, Words.of(
                    "ε is added under the root: √(v̂ + ε).", "an ε of 1e-8 acts like one of 1e-4")
            .seen("Flux.jl, pull request 448: Match paper for Adam implementation and make epsilon use more consistent,"
                    + " https://github.com/FluxML/Flux.jl/pull/448")),
    ADAM_EPSILON_CORRECTED(Adam.class, Words.of(
                    "ε is added before the bias correction where it should be added after it, or the other way round.",
                    "the first updates differ by a factor of up to 32 in ε")
            .seen("TensorFlow, issue 35102: Adam implementation differs from paper (applies bias B_2 correction to "
                    + "epsilon),"
                    + " https://github.com/tensorflow/tensorflow/issues/35102")),
    ADAM_BETAS_EXCHANGED(Adam.class, Words.of(
            "β₁ is used for v and β₂ for m.", "momentum over a thousand steps: training circles around the minimum")),
    ADAM_V_OF_THE_MEAN(Adam.class, Words.of(
            "v averages m² instead of g².", "noise no longer shortens the steps")),
    AMSGRAD_WITHOUT_MAXIMUM(AmsGrad.class, Words.of(
            "The maximum is never taken.", "it is Adam; only a comparison after rare large gradients tells")),
    NADAM_IS_ADAM(Nadam.class, Words.of(
            "The look ahead is missing: m takes the place of μ·m + (1 - μ)·g.", "it is Adam"));

    private final Class<? extends OptimizerSpec> optimizer;
    private final Words words;

    OptimizerMistake(Class<? extends OptimizerSpec> optimizer, Words words) {
        this.optimizer = optimizer;
        this.words = words;
    }

    boolean concerns(OptimizerSpec spec) {
        return optimizer.isInstance(spec);
    }

    @Override
    public Words words() {
        return words;
    }
}
