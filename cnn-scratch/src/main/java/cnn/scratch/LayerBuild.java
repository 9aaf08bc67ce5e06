package cnn.scratch;

import cnn.spec.PlacedLayer;

/**
 * What a layer is made from.
 *
 * @param group the specs that the layer stands for
 * @param x layout in which the layer before hands over its output
 * @param y layout that the layer after wants
 * @param dy layout in which the layer after hands back its gradient
 * @param dxLayout layout in which this layer gives its own
 * @param parameters the network's flat vector
 * @param gradient the network's flat gradient
 * @param state the network's flat state
 * @param yValues memory for the output, in layout {@code y}
 * @param dx memory for the gradient with respect to the input, in {@code dxLayout}
 * @param memory makes all other arrays
 */
record LayerBuild(
        Group group,
        Layout x,
        Layout y,
        Layout dy,
        Layout dxLayout,
        float[] parameters,
        float[] gradient,
        float[] state,
        float[] yValues,
        float[] dx,
        int maxBatch,
        Machine machine,
        LayerMemory memory) {

    PlacedLayer first() {
        return group.first();
    }

    PlacedLayer last() {
        return group.covers().get(group.covers().size() - 1);
    }
}
