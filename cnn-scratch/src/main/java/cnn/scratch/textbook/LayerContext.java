package cnn.scratch.textbook;

import cnn.backend.Layer;
import cnn.spec.PlacedLayer;
import java.util.List;

/**
 * What all layers of a network share.
 *
 * @param parameters the network's flat parameter vector
 * @param gradient the network's flat gradient vector
 * @param state the network's flat state vector
 * @param maxBatch the largest batch that will come
 * @param parallel runs the rounds of a loop on the backend's threads
 * @param maker of all the network's layers, those inside composites too
 */
public record LayerContext(
        double[] parameters, double[] gradient, double[] state, int maxBatch, Parallel parallel, Maker maker) {
    /** Makes the layer for a spec. */
    public interface Maker {
        Layer make(PlacedLayer placed, LayerContext context);
    }

    /** The layers of a network, or of a branch inside a composite. */
    public List<Layer> layers(List<PlacedLayer> placed) {
        return placed.stream().map(one -> maker.make(one, this)).toList();
    }
}
