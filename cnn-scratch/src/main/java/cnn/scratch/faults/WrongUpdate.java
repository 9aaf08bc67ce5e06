package cnn.scratch.faults;

import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.UpdateSpec;
import cnn.scratch.textbook.TextbookTensor;
import cnn.spec.ParameterSpec;
import cnn.spec.Slice;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Clipping, penalties, decay and max-norm around an optimizer, with one deliberate mistake. */
final class WrongUpdate implements Updater {
    private final UpdateMistake mistake;
    private final UpdateSpec spec;
    private final List<Slice> slices;
    private final List<Slice> weights;
    private final Updater optimizer;
    private final double[] theta;
    private final double[] g;
    private final double[] changed;

    /** @param optimizer makes the optimizer alone */
    WrongUpdate(UpdateMistake mistake, UpdatePlan plan, FaultyBackend.Optimizers optimizer) {
        this.mistake = mistake;
        this.spec = plan.update();
        this.slices = plan.slices();
        this.weights = plan.weights();
        this.theta = TextbookTensor.of(plan.parameters()).values();
        this.g = TextbookTensor.of(plan.gradient()).values();
        this.changed = new double[g.length];
        this.optimizer = optimizer.make(spec.optimizer(), theta, changed);
    }

    @Override
    public void step(long t, double learningRate) {
        System.arraycopy(g, 0, changed, 0, g.length);
        boolean late = mistake == UpdateMistake.CLIPPING_AFTER_PENALTIES;
        if (!late) {
            spec.clipping().ifPresent(this::clip);
        }
        (mistake == UpdateMistake.L2_ON_BIASES_TOO ? slices : weights).forEach(this::addPenalties);
        if (late) {
            spec.clipping().ifPresent(this::clip);
        }
        if (mistake == UpdateMistake.GRADIENT_CHANGED_IN_PLACE) {
            System.arraycopy(changed, 0, g, 0, g.length);
        }
        if (mistake == UpdateMistake.MAX_NORM_BEFORE_THE_STEP) {
            keepWithin();
        }
        spec.decay().ifPresent(decay -> decay(decay, learningRate));
        optimizer.step(t, learningRate);
        if (mistake != UpdateMistake.MAX_NORM_BEFORE_THE_STEP) {
            keepWithin();
        }
    }

    private void clip(Clipping clipping) {
        double c = clipping.limit();
        boolean perTensor = clipping.kind() == Clipping.Kind.NORM
                || clipping.kind() == Clipping.Kind.GLOBAL_NORM && mistake == UpdateMistake.CLIPPING_PER_TENSOR;
        if (clipping.kind() == Clipping.Kind.VALUE) {
            for (int i = 0; i < changed.length; i++) {
                changed[i] = Math.min(Math.max(changed[i], -c), c);
            }
        } else if (perTensor) {
            slices.forEach(slice -> scaleToNorm(slice.offset(), slice.end(), c));
        } else {
            scaleToNorm(0, changed.length, c);
        }
    }

    private void scaleToNorm(int from, int to, double c) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += changed[i] * changed[i];
        }
        double norm = mistake == UpdateMistake.CLIPPING_BY_THE_SQUARED_NORM ? sum : Math.sqrt(sum);
        if (norm > c || mistake == UpdateMistake.CLIPPING_ALWAYS_SCALES) {
            for (int i = from; i < to; i++) {
                changed[i] *= c / norm;
            }
        }
    }

    private void addPenalties(Slice w) {
        for (int i = w.offset(); i < w.end(); i++) {
            double slope = mistake == UpdateMistake.L1_WITHOUT_SIGN ? 1 : Math.signum(theta[i]);
            double factor = mistake == UpdateMistake.L2_DOUBLED ? 2 : 1;
            changed[i] += spec.l1() * slope + factor * spec.l2() * theta[i];
        }
    }

    private void decay(UpdateSpec.Decay decay, double learningRate) {
        boolean all = decay.scope() == DecayScope.ALL || mistake == UpdateMistake.DECAY_ON_BIASES_TOO;
        double share = mistake == UpdateMistake.DECAY_WITHOUT_THE_RATE ? decay.lambda() : learningRate * decay.lambda();
        for (int i = 0; i < theta.length; i++) {
            if (!all && !isWeight(i)) {
                continue;
            }
            if (mistake == UpdateMistake.DECAY_COUPLED) {
                changed[i] += decay.lambda() * theta[i];
            } else {
                theta[i] -= share * theta[i];
            }
        }
    }

    private boolean isWeight(int i) {
        return weights.stream().anyMatch(w -> w.offset() <= i && i < w.end());
    }

    private void keepWithin() {
        spec.maxNorm().ifPresent(limit -> weights.forEach(w -> keepUnitsWithin(w, limit)));
    }

    private void keepUnitsWithin(Slice w, double c) {
        ParameterSpec parameter = w.parameter();
        int right = parameter.outputAxis();
        int axis = mistake == UpdateMistake.MAX_NORM_ALONG_THE_WRONG_AXIS ? 1 - Math.min(right, 1) : right;
        int run = 1;
        for (int d = axis + 1; d < parameter.shape().rank(); d++) {
            run *= parameter.shape().dim(d);
        }
        boolean whole = mistake == UpdateMistake.MAX_NORM_OF_THE_WHOLE_TENSOR;
        int units = whole ? 1 : parameter.shape().dim(axis);
        double[] squares = new double[units];
        for (int i = 0; i < w.size(); i++) {
            squares[i / run % units] += theta[w.offset() + i] * theta[w.offset() + i];
        }
        for (int i = 0; i < w.size(); i++) {
            double norm = Math.sqrt(squares[i / run % units]);
            if (norm > c) {
                theta[w.offset() + i] *= c / norm;
            }
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return optimizer.state();
    }
}
