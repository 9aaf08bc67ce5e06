package cnn.backend;

import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;

/**
 * What a backend is asked to build: a network's layers over its flat vectors.
 *
 * @param layers in order; each takes what the one before it gives
 * @param parameters the flat parameter vector {@code [P]}, of the same backend; layers read it at every forward pass
 * @param gradient the flat gradient vector {@code [P]}; layers fill their slices at every backward pass
 * @param state the flat state vector {@code [S]}; layers that have state read and write their slices at forward passes
 * @param maxBatch the largest batch that will come, at least 1
 * @param use what the network is built for
 */
public record LayerPlan(
        List<PlacedLayer> layers, Tensor parameters, Tensor gradient, Tensor state, int maxBatch, Use use) {
    public LayerPlan {
        layers = List.copyOf(layers);
    }

    /** Whether every activation and every gradient between layers will be looked at. */
    public boolean observe() {
        return use == Use.OBSERVATION;
    }

    /** The same vectors and settings for other layers: those of a branch inside a composite. */
    public LayerPlan withLayers(List<PlacedLayer> others) {
        return new LayerPlan(others, parameters, gradient, state, maxBatch, use);
    }
}
