package cnn.compare.engine;

import cnn.backend.Arithmetic;
import cnn.spec.PlacedLayer;
import java.util.List;

/**
 * Everything that flowed through a network in one forward and backward pass over one batch. Arrays are row-major with the
 * batch extent first.
 *
 * @param batch N
 * @param loss mean over the batch
 * @param x the input as the engine saw it (rounded to its precision)
 * @param dx gradient with respect to the input
 * @param parameters the flat parameter vector as the engine holds it
 * @param gradient the flat gradient vector
 */
public record Trace(
        int batch,
        double loss,
        double[] x,
        double[] dx,
        List<LayerTrace> layers,
        double[] parameters,
        double[] gradient) {

    /**
     * @param y the layer's output {@code [N, …]}
     * @param dy the gradient of the loss with respect to y
     * @param arithmetic how the layer's sums round
     */
    public record LayerTrace(PlacedLayer layer, double[] y, double[] dy, Arithmetic arithmetic) {}

    /** What layer number {@code index} took. */
    public double[] inputOf(int index) {
        return index == 0 ? x : layers.get(index - 1).y();
    }

    /** The gradient with respect to what layer number {@code index} took. */
    public double[] inputGradientOf(int index) {
        return index == 0 ? dx : layers.get(index - 1).dy();
    }
}
