package cnn.training;

import cnn.spec.Slice;
import java.util.OptionalDouble;

/**
 * How one parameter tensor was taught in one update.
 *
 * @param slice which
 * @param gradientNorm ‖g‖₂ of the loss's gradient
 * @param zeroShare the share of elements of g that are exactly 0
 * @param updateRatio ‖Δθ‖₂ / ‖θ‖₂, with θ before the update; about 0.001 is healthy for weights; empty while θ is 0
 * @param silentShare the share of units (rows of g) that got no gradient at all in this update and in those looked at
 *     before it; empty unless a ReLU stands behind the layer
 */
public record TensorStatistics(
        Slice slice, double gradientNorm, double zeroShare, OptionalDouble updateRatio, OptionalDouble silentShare) {
    /** ‖g‖₂ / √size: comparable between tensors of different size. */
    public double gradientRms() {
        return gradientNorm / Math.sqrt(slice.size());
    }
}
