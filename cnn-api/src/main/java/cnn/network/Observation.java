package cnn.network;

import cnn.backend.Arithmetic;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.Optional;

/**
 * What one layer of an observed network gave and got.
 *
 * @param y its output in the last forward pass
 * @param dy the gradient with respect to y in the last backward pass; empty if that pass did not come this far
 * @param arithmetic how the layer's sums round
 */
public record Observation(PlacedLayer layer, Tensor y, Optional<Tensor> dy, Arithmetic arithmetic) {}
