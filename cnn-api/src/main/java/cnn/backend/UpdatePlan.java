package cnn.backend;

import cnn.optim.AdamW;
import cnn.optim.DecayScope;
import cnn.optim.OptimizerSpec;
import cnn.optim.UpdateSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.Slice;
import cnn.tensor.Tensor;
import java.util.List;

/**
 * What a backend makes an updater from.
 *
 * @param slices which parameter lies where; what lies in none of them is no weight, and belongs to no tensor's norm
 * @param parameters the flat vector {@code [P]} to update
 * @param gradient the flat gradient vector {@code [P]}, which updates leave as it is
 */
public record UpdatePlan(UpdateSpec update, List<Slice> slices, Tensor parameters, Tensor gradient) {
    public UpdatePlan {
        slices = List.copyOf(slices);
        for (Slice slice : slices) {
            if (slice.end() > parameters.shape().size()) {
                throw new IllegalArgumentException("%s ends at %d, beyond the parameter vector %s"
                        .formatted(slice.name(), slice.end(), parameters.shape()));
            }
        }
    }

    /** An optimizer alone, over vectors of which nothing else is known. */
    public static UpdatePlan of(OptimizerSpec optimizer, Tensor parameters, Tensor gradient) {
        if (optimizer instanceof AdamW adamW && adamW.scope() == DecayScope.WEIGHTS) {
            throw new IllegalArgumentException("the decay of weights needs slices that say what is a weight");
        }
        return new UpdatePlan(UpdateSpec.of(optimizer), List.of(), parameters, gradient);
    }

    /** The slices that penalties, decay of weights and max-norm are about. */
    public List<Slice> weights() {
        return slices.stream()
                .filter(slice -> slice.parameter().role() == ParameterSpec.Role.WEIGHT)
                .toList();
    }
}
