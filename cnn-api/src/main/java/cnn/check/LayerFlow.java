package cnn.check;

import cnn.backend.Arithmetic;
import cnn.spec.PlacedLayer;

/**
 * What flowed through one layer in a forward and a backward pass. Arrays are row-major with the batch extent first.
 *
 * @param x what it took
 * @param y what it gave
 * @param dy the gradient with respect to y; zeros if no backward pass came this far
 * @param dx the gradient with respect to x, likewise
 * @param arithmetic how the layer's sums round
 */
public record LayerFlow(
        PlacedLayer layer, double[] x, double[] y, double[] dy, double[] dx, Arithmetic arithmetic) {}
