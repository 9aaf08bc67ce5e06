package cnn.scratch;

import cnn.spec.PlacedLayer;
import java.util.List;

/**
 * What a layer is made from.
 *
 * @param covers the specs that the layer stands for
 * @param x layout in which the layer before hands over its output
 * @param y layout that the layer after wants
 * @param dy layout in which the layer after hands back its gradient
 * @param dxLayout layout in which this layer gives its own
 * @param parameters the network's flat vector
 * @param gradient the network's flat gradient
 * @param dx memory for the gradient with respect to the input, in {@code dxLayout}
 */
record LayerBuild(
        List<PlacedLayer> covers,
        Layout x,
        Layout y,
        Layout dy,
        Layout dxLayout,
        float[] parameters,
        float[] gradient,
        float[] dx,
        int maxBatch,
        Machine machine) {

    PlacedLayer first() {
        return covers.get(0);
    }

    PlacedLayer last() {
        return covers.get(covers.size() - 1);
    }
}
