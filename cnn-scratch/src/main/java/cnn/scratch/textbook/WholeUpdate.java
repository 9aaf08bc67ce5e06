package cnn.scratch.textbook;

import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.UpdateSpec;
import cnn.spec.Slice;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Clipping, penalties, decoupled decay and max-norm around an optimizer's step, in the order of {@link UpdateSpec}. The
 * optimizer sees a copy g′ of the gradient.
 */
public final class WholeUpdate implements Updater {
    private final UpdateSpec spec;
    private final List<Slice> slices;
    private final List<Slice> weights;
    private final Updater optimizer;
    private final double[] theta;
    private final double[] g;
    private final double[] changed;

    /** @param changed g′, which {@code optimizer} takes its gradient from */
    WholeUpdate(UpdatePlan plan, Updater optimizer, double[] theta, double[] g, double[] changed) {
        this.spec = plan.update();
        this.slices = plan.slices();
        this.weights = plan.weights();
        this.optimizer = optimizer;
        this.theta = theta;
        this.g = g;
        this.changed = changed;
    }

    @Override
    public void step(long t, double learningRate) {
        System.arraycopy(g, 0, changed, 0, g.length);
        spec.clipping().ifPresent(this::clip);
        weights.forEach(this::addPenalties);
        spec.decay().ifPresent(decay -> decay(decay, learningRate));
        optimizer.step(t, learningRate);
        spec.maxNorm().ifPresent(limit -> weights.forEach(w -> keepUnitsWithin(w, limit)));
    }

    private void clip(Clipping clipping) {
        double c = clipping.limit();
        switch (clipping.kind()) {
            case VALUE -> {
                for (int i = 0; i < changed.length; i++) {
                    changed[i] = Math.min(Math.max(changed[i], -c), c);
                }
            }
            case NORM -> slices.forEach(slice -> scaleToNorm(changed, slice.offset(), slice.end(), c));
            case GLOBAL_NORM -> scaleToNorm(changed, 0, changed.length, c);
        }
    }

    /** x ← x · c / max(‖x‖₂, c), for the elements from {@code from} to before {@code to}. */
    private static void scaleToNorm(double[] x, int from, int to, double c) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i] * x[i];
        }
        double norm = Math.sqrt(sum);
        if (norm > c) {
            for (int i = from; i < to; i++) {
                x[i] *= c / norm;
            }
        }
    }

    /** g′ ← g′ + l1·sign(w) + l2·w. */
    private void addPenalties(Slice w) {
        for (int i = w.offset(); i < w.end(); i++) {
            changed[i] += spec.l1() * Math.signum(theta[i]) + spec.l2() * theta[i];
        }
    }

    /** θ ← θ - η·λ·θ; the optimizer's step does not depend on θ, so it may come after this. */
    private void decay(UpdateSpec.Decay decay, double learningRate) {
        if (decay.scope() == DecayScope.ALL) {
            decay(0, theta.length, learningRate * decay.lambda());
        } else {
            weights.forEach(w -> decay(w.offset(), w.end(), learningRate * decay.lambda()));
        }
    }

    private void decay(int from, int to, double share) {
        for (int i = from; i < to; i++) {
            theta[i] -= share * theta[i];
        }
    }

    /** w ← w · c / max(‖w‖₂, c) for the incoming weights of each output unit; they lie in runs, mostly in one. */
    private void keepUnitsWithin(Slice w, double c) {
        int units = w.parameter().units();
        int run = w.parameter().run();
        for (int o = 0; o < units; o++) {
            double sum = 0;
            for (int from = w.offset() + o * run; from < w.end(); from += units * run) {
                for (int i = from; i < from + run; i++) {
                    sum += theta[i] * theta[i];
                }
            }
            double norm = Math.sqrt(sum);
            for (int from = w.offset() + o * run; norm > c && from < w.end(); from += units * run) {
                for (int i = from; i < from + run; i++) {
                    theta[i] *= c / norm;
                }
            }
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return optimizer.state();
    }
}
