package cnn.compare.engine;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What one of our layers becomes in DL4J: layers in a row, or a reshaping in front of whatever layer comes next.
 *
 * @param layers none for a flatten layer
 * @param reshape a flatten layer's; empty if there is nothing to reshape
 */
record Dl4jPiece(List<Layer> layers, Optional<InputPreProcessor> reshape) {
    static Dl4jPiece of(Layer... layers) {
        return new Dl4jPiece(List.of(layers), Optional.empty());
    }
}
