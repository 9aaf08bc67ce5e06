package cnn.compare.engine;

import cnn.spec.PlacedLayer;
import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;

/**
 * Which of DL4J's layers stand for one of ours.
 *
 * @param from index of the first
 * @param to one past the index of the last; equal to {@code from} for a flatten layer
 * @param reshape what a flatten layer does; it hangs in front of DL4J's layer number {@code to}
 */
record Dl4jStep(PlacedLayer layer, int from, int to, Optional<InputPreProcessor> reshape) {}
