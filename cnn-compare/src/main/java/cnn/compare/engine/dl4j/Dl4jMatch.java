package cnn.compare.engine.dl4j;

import cnn.compare.engine.NoCounterpartException;
import cnn.error.BadInputException;
import cnn.spec.Join;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * Finds for each of our layers the one of a foreign DL4J network that computes the same. Both are walked from the
 * output back to the input, where each step names the ones before it; of our layers the {@link Dl4jTranslator} says
 * what they would be in DL4J.
 */
final class Dl4jMatch {
    /**
     * One of our layers with parameters.
     *
     * @param logarithmic whether the foreign network keeps log₁₀ σ instead of σ²
     */
    record Found(PlacedLayer layer, boolean logarithmic) {}

    private final Map<String, Found> byVertex = new HashMap<>();
    /** Of layers that are the right ones but for their settings; a layer further to the input stands behind. */
    private final List<BadInputException> differences = new ArrayList<>();

    private Dl4jMatch() {}

    /**
     * @throws BadInputException if a layer does not fit; names it, and what the foreign network has in its place
     * @throws NoCounterpartException if DL4J has no such layer
     */
    static Dl4jMatch of(NetworkSpec network, Dl4jForeign foreign) {
        Dl4jMatch match = new Dl4jMatch();
        Dl4jNode first = match.row(network.placed(), foreign.last());
        // What is wrong with the first layer is often wrong with all that follow.
        match.differences.stream().reduce((before, last) -> last).ifPresent(last -> {
            throw last;
        });
        if (!isInput(first, network.input())) {
            throw new BadInputException("the file has a " + first.label()
                    + " before all layers of the configuration, which has none for it");
        }
        return match;
    }

    /** Ours by the name of theirs that has its parameters. */
    Map<String, Found> byVertex() {
        return Map.copyOf(byVertex);
    }

    /** A reshaping of rows of numbers into the image that they are does not change them. */
    private static boolean isInput(Dl4jNode node, Shape input) {
        boolean image = node.reshape().isPresent()
                && node.reshape().get() instanceof FeedForwardToCnnPreProcessor reshape
                && input.equals(Shape.of(
                        (int) reshape.getNumChannels(), (int) reshape.getInputHeight(), (int) reshape.getInputWidth()));
        return node.isInput() || image && node.inputs().get(0).isInput();
    }

    /** Layers one after the other, the last of which is {@code end}; gives the step before the first of them. */
    private Dl4jNode row(List<PlacedLayer> layers, Dl4jNode end) {
        Dl4jNode node = end;
        for (int i = layers.size() - 1; i >= 0; i--) {
            PlacedLayer layer = layers.get(i);
            node = layer.isComposite() ? block(layer, node) : single(layer, node);
        }
        return node;
    }

    private Dl4jNode block(PlacedLayer layer, Dl4jNode node) {
        // One branch is its layers, without a vertex that joins it with others.
        if (layer.branches().size() == 1) {
            return row(layer.branches().get(0), node);
        }
        requireJoin(layer, node);
        return layer.spec().join() == Join.SUM ? sum(layer, node) : branches(layer, node.inputs());
    }

    /** A sum may name its terms in either order. */
    private Dl4jNode sum(PlacedLayer layer, Dl4jNode node) {
        List<Dl4jNode> asNamed = node.inputs();
        List<Dl4jNode> swapped = new ArrayList<>(asNamed);
        Collections.reverse(swapped);
        int before = differences.size();
        for (List<Dl4jNode> order : List.of(asNamed, swapped)) {
            Optional<Dl4jNode> start = attempt(layer, order);
            if (start.isPresent() && differences.size() == before) {
                return start.get();
            }
            differences.subList(before, differences.size()).clear();
        }
        return branches(layer, asNamed);
    }

    private Optional<Dl4jNode> attempt(PlacedLayer layer, List<Dl4jNode> ends) {
        try {
            return Optional.of(branches(layer, ends));
        } catch (BadInputException mismatch) {
            return Optional.empty();
        }
    }

    private static void requireJoin(PlacedLayer layer, Dl4jNode node) {
        GraphVertex ours = Dl4jGraphPlan.join(layer.spec().join());
        boolean same = node.join().isPresent()
                && node.join().get().getClass().equals(ours.getClass())
                && node.inputs().size() == layer.branches().size();
        if (!same) {
            throw mismatch(layer, node, "expected a %s of %d branches"
                    .formatted(ours.getClass().getSimpleName(), layer.branches().size()));
        }
        Dl4jLayerDifference.of(node.join().get(), ours, ofSample(layer.output())).ifPresent(difference -> {
            throw mismatch(layer, node, difference);
        });
    }

    private Dl4jNode branches(PlacedLayer layer, List<Dl4jNode> ends) {
        Dl4jNode start = row(layer.branches().get(0), ends.get(0));
        for (int i = 1; i < ends.size(); i++) {
            Dl4jNode other = row(layer.branches().get(i), ends.get(i));
            // The same step, not one like it.
            if (other != start) {
                String beside = "another branch begins behind " + other.label() + ", but all must take the same";
                throw mismatch(layer, start, beside);
            }
        }
        return start;
    }

    private Dl4jNode single(PlacedLayer layer, Dl4jNode end) {
        Dl4jPiece piece = Dl4jTranslator.translate(layer);
        Dl4jNode node = end;
        if (piece.reshape().isPresent()) {
            require(layer, node, node.reshape(), piece.reshape().get());
            node = node.inputs().get(0);
        }
        for (int i = piece.layers().size() - 1; i >= 0; i--) {
            Layer ours = piece.layers().get(i);
            require(layer, node, node.layer(), ours);
            if (ours.initializer().numParams(ours) > 0) {
                boolean logarithmic = node.layer().get() instanceof BatchNormalization norm && norm.isUseLogStd();
                byVertex.put(node.vertex(), new Found(layer, logarithmic));
            }
            node = node.inputs().get(0);
        }
        return node;
    }

    private void require(PlacedLayer layer, Dl4jNode node, Optional<?> theirs, Object ours) {
        if (theirs.isEmpty() || !theirs.get().getClass().equals(ours.getClass())) {
            throw mismatch(layer, node, "expected a " + ours.getClass().getSimpleName());
        }
        Dl4jLayerDifference.of(theirs.get(), ours, type(layer, ours))
                .map(difference -> mismatch(layer, node, difference))
                .ifPresent(differences::add);
    }

    /** What one of a piece's layers gets from those before it, such as zeros around the image. */
    private static InputType type(PlacedLayer layer, Object ours) {
        InputType type = ofSample(layer.input());
        for (Layer step : Dl4jTranslator.translate(layer).layers()) {
            if (step.getClass().equals(ours.getClass())) {
                break;
            }
            type = step.getOutputType(0, type);
        }
        return type;
    }

    private static InputType ofSample(Shape sample) {
        return sample.rank() == 3
                ? InputType.convolutional(sample.dim(1), sample.dim(2), sample.dim(0))
                : InputType.feedForward(sample.size());
    }

    private static BadInputException mismatch(PlacedLayer layer, Dl4jNode node, String what) {
        return new BadInputException("%s on input %s does not fit the file's %s: %s"
                .formatted(layer.label(), layer.input(), node.label(), what));
    }
}
