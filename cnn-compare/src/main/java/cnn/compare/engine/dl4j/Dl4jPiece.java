package cnn.compare.engine.dl4j;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * What one of our layers becomes in DL4J: layers in a row, or a reshaping in front of whatever layer comes next.
 *
 * @param layers none for a flatten layer
 * @param reshape a flatten layer's; empty if there is nothing to reshape
 * @param ours what in it is not DL4J's own, for reports; empty if all of it is
 */
record Dl4jPiece(List<Layer> layers, Optional<InputPreProcessor> reshape, Optional<String> ours) {
    static Dl4jPiece of(Layer... layers) {
        return new Dl4jPiece(List.of(layers), Optional.empty(), Optional.empty());
    }

    static Dl4jPiece reshaping(InputPreProcessor reshape) {
        return new Dl4jPiece(List.of(), Optional.of(reshape), Optional.empty());
    }

    /** @param what for example {@code gelu by erf} */
    Dl4jPiece withOurs(String what) {
        return new Dl4jPiece(layers, reshape, Optional.of(what));
    }
}
