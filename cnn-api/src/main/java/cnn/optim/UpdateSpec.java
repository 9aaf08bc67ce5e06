package cnn.optim;

import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A whole update as data: an optimizer and what goes with it. From the gradient g of the loss and the parameters θ, w
 * being the weights among them, in this order:
 *
 * <ol>
 *   <li>clipping: g is kept within a limit, so that one bad batch cannot spoil the optimizer's vectors. Before the
 *       penalties, since those are no larger for a bad batch, and a clipped penalty would depend on the loss;
 *   <li>penalties: g ← g + l1·sign(w) + l2·w, the gradients of l1·Σ|w| and l2/2·Σw², with sign(0) = 0. Before the
 *       optimizer, which treats them as a part of the loss; the loss that is reported does not hold them;
 *   <li>the optimizer's step, and beside it decoupled decay: w ← w - η·λ·w, of the w before the step, so that the two
 *       may come in either order. It does not go through the optimizer's vectors, which is what "decoupled" means;
 *   <li>max-norm: of each output unit (a row of a dense layer's matrix, a filter of a convolution) the incoming weights
 *       are scaled back to ‖w‖₂ ≤ c: w ← w · c / max(‖w‖₂, c). Last, so that the network always keeps it.
 * </ol>
 *
 * <p>Weights are the parameters with the role {@code WEIGHT}: not biases, nor the scales and shifts of normalisations.
 * The gradient vector itself is left as the backward pass filled it.
 *
 * @param l1 factor of the penalty on Σ|w|, at least 0
 * @param l2 factor of the penalty on ½·Σw², at least 0 (Keras's is half of it: its penalty has no ½)
 * @param weightDecay λ of the decoupled decay of weights, at least 0; see {@link #decay} for {@link AdamW}'s
 * @param clipping if there is any
 * @param maxNorm c, above 0 (Srivastava et al., 2014, JMLR 15, section 5.1)
 */
public record UpdateSpec(
        OptimizerSpec optimizer,
        double l1,
        double l2,
        double weightDecay,
        Optional<Clipping> clipping,
        OptionalDouble maxNorm) {
    public UpdateSpec {
        Hyper.notNegative("update", "l1", l1);
        Hyper.notNegative("update", "l2", l2);
        Hyper.notNegative("update", "weight_decay", weightDecay);
        maxNorm.ifPresent(limit -> Hyper.positive("update", "max_norm", limit));
        if (optimizer instanceof AdamW own && weightDecay > 0) {
            throw new BadInputException(
                    "adamw has a weight decay of its own, %s; remove 'weight_decay' beside 'optimizer', or use 'adam'"
                            .formatted(own.weightDecay()));
        }
    }

    /** The optimizer alone. */
    public static UpdateSpec of(OptimizerSpec optimizer) {
        return new UpdateSpec(optimizer, 0, 0, 0, Optional.empty(), OptionalDouble.empty());
    }

    /** η before any schedule. */
    public double learningRate() {
        return optimizer.learningRate();
    }

    /** The decoupled decay, the optimizer's own included; empty if there is none. */
    public Optional<Decay> decay() {
        if (optimizer instanceof AdamW adamW) {
            return Optional.of(new Decay(adamW.weightDecay(), adamW.scope()));
        }
        return weightDecay > 0 ? Optional.of(new Decay(weightDecay, DecayScope.WEIGHTS)) : Optional.empty();
    }

    /** Whether a penalty changes the gradient of weights. */
    public boolean penalised() {
        return l1 > 0 || l2 > 0;
    }

    /** Whether the optimizer is given another gradient than the loss's. */
    public boolean changesGradient() {
        return penalised() || clipping.isPresent();
    }

    /** Whether the optimizer's step is all there is to do. */
    public boolean plain() {
        return !changesGradient() && decay().isEmpty() && maxNorm.isEmpty();
    }

    public UpdateSpec withL1(double factor) {
        return new UpdateSpec(optimizer, factor, l2, weightDecay, clipping, maxNorm);
    }

    public UpdateSpec withL2(double factor) {
        return new UpdateSpec(optimizer, l1, factor, weightDecay, clipping, maxNorm);
    }

    public UpdateSpec withWeightDecay(double lambda) {
        return new UpdateSpec(optimizer, l1, l2, lambda, clipping, maxNorm);
    }

    public UpdateSpec withClipping(Clipping.Kind kind, double limit) {
        return new UpdateSpec(optimizer, l1, l2, weightDecay, Optional.of(new Clipping(kind, limit)), maxNorm);
    }

    public UpdateSpec withMaxNorm(double limit) {
        return new UpdateSpec(optimizer, l1, l2, weightDecay, clipping, OptionalDouble.of(limit));
    }

    /** One line: the optimizer, and what goes with it if anything does. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(optimizer.toString()));
        clipping.map(Clipping::toString).ifPresent(parts::add);
        if (l1 > 0) {
            parts.add("l1 " + l1);
        }
        if (l2 > 0) {
            parts.add("l2 " + l2);
        }
        if (weightDecay > 0) {
            parts.add("weight decay " + weightDecay);
        }
        maxNorm.ifPresent(limit -> parts.add("max-norm " + limit));
        return String.join(", ", parts);
    }

    /**
     * Decoupled decay: θ ← θ - η·λ·θ.
     *
     * @param lambda λ, above 0
     */
    public record Decay(double lambda, DecayScope scope) {}
}
