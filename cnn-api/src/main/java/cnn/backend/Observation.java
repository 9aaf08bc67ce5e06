package cnn.backend;

import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.Optional;

/**
 * What one layer of an observed network took, gave and got.
 *
 * @param x its input in the last forward pass
 * @param y its output in that pass
 * @param dy the gradient with respect to y in the last backward pass; empty if that pass did not come this far
 * @param dx the gradient with respect to x in the last backward pass that computed it
 * @param arithmetic how the layer's sums round
 */
public record Observation(
        PlacedLayer layer, Tensor x, Tensor y, Optional<Tensor> dy, Optional<Tensor> dx, Arithmetic arithmetic) {}
