package cnn.compare.engine.dl4j;

import cnn.spec.PlacedLayer;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Which of DL4J's layers stand for one of ours, where each of ours is apart.
 *
 * @param layers by their names, in order; none for a flatten layer
 * @param reshape what a flatten layer does
 */
record Dl4jStep(PlacedLayer layer, List<String> layers, Optional<InputPreProcessor> reshape) {
    static Dl4jStep of(PlacedLayer layer, Dl4jPiece piece) {
        return new Dl4jStep(
                layer, piece.layers().stream().map(Layer::getLayerName).toList(), piece.reshape());
    }
}
