package cnn.compare.engine.dl4j;

import cnn.error.BadInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * A DL4J network that somebody else has made, of either of DL4J's classes, as steps: each layer's activation is a step
 * of its own, an output layer is a dense layer, and what only serves the loss is left out (a loss layer, softmax, a
 * sigmoid before binary cross-entropy), so that what remains gives the logits.
 *
 * @param last the step that gives the network's output
 * @param order the names of layers in the order of the flat parameter vector
 */
record Dl4jForeign(Dl4jNode last, List<String> order) {
    private static final String INPUT = "input";

    Dl4jForeign {
        order = List.copyOf(order);
    }

    static Dl4jForeign of(MultiLayerConfiguration network) {
        List<String> order = new ArrayList<>();
        Dl4jNode last = Dl4jNode.input(INPUT);
        int count = network.getConfs().size();
        for (int i = 0; i < count; i++) {
            Layer layer = network.getConf(i).getLayer();
            String name = Optional.ofNullable(layer.getLayerName()).orElse("layer" + i);
            order.add(name);
            // Two layers of one name would be mistaken for one another.
            String unique = order.indexOf(name) < i ? name + "#" + i : name;
            order.set(i, unique);
            last = single(unique, layer, Optional.ofNullable(network.getInputPreProcess(i)), last, i == count - 1);
        }
        return new Dl4jForeign(last, order);
    }

    /** @throws BadInputException if it has several inputs or outputs */
    static Dl4jForeign of(ComputationGraphConfiguration network) {
        if (network.getNetworkInputs().size() != 1 || network.getNetworkOutputs().size() != 1) {
            throw new BadInputException("it has %d inputs and %d outputs; a network here has one of each"
                    .formatted(network.getNetworkInputs().size(), network.getNetworkOutputs().size()));
        }
        String output = network.getNetworkOutputs().get(0);
        Map<String, Dl4jNode> steps = new HashMap<>();
        String input = network.getNetworkInputs().get(0);
        steps.put(input, Dl4jNode.input(input));
        List<String> order = new ArrayList<>();
        var indices = new ComputationGraph(network).calculateIndices();
        for (int index : indices.getTopologicalSortOrder()) {
            String name = indices.getIdxToName().get(index);
            if (!name.equals(input)) {
                order.add(name);
                List<Dl4jNode> before =
                        network.getVertexInputs().get(name).stream().map(steps::get).toList();
                steps.put(name, vertex(name, network.getVertices().get(name), before, name.equals(output)));
            }
        }
        return new Dl4jForeign(steps.get(output), order);
    }

    private static Dl4jNode vertex(String name, GraphVertex vertex, List<Dl4jNode> before, boolean output) {
        if (vertex instanceof LayerVertex one) {
            Layer layer = one.getLayerConf().getLayer();
            return single(name, layer, Optional.ofNullable(one.getPreProcessor()), before.get(0), output);
        }
        if (vertex instanceof PreprocessorVertex reshape) {
            return Dl4jNode.reshape(name, reshape.getPreProcessor(), before.get(0));
        }
        if (vertex instanceof ScaleVertex scale && scale.getScaleFactor() == 1) {
            return before.get(0);
        }
        return Dl4jNode.join(name, vertex, before);
    }

    private static Dl4jNode single(
            String name, Layer layer, Optional<InputPreProcessor> reshape, Dl4jNode before, boolean output) {
        Dl4jNode from = reshape.map(step -> Dl4jNode.reshape(name, step, before)).orElse(before);
        if (layer instanceof LossLayer loss && output) {
            boolean leftOut = servesTheLoss(loss.getActivationFn(), loss.getLossFn());
            return activated(name, loss.getActivationFn(), leftOut, from);
        }
        if (layer instanceof OutputLayer last && output) {
            DenseLayer dense = new DenseLayer.Builder()
                    .nIn(last.getNIn())
                    .nOut(last.getNOut())
                    .hasBias(last.hasBias())
                    .activation(new ActivationIdentity())
                    .build();
            boolean leftOut = servesTheLoss(last.getActivationFn(), last.getLossFn());
            return activated(name, last.getActivationFn(), leftOut, Dl4jNode.layer(name, dense, from));
        }
        if (layer instanceof BaseLayer own && !ignoresActivation(layer)) {
            BaseLayer bare = own.clone();
            bare.setActivationFn(new ActivationIdentity());
            return activated(name, own.getActivationFn(), false, Dl4jNode.layer(name, bare, from));
        }
        return Dl4jNode.layer(name, layer, from);
    }

    /** These have a place for an activation too, and never apply it. */
    static boolean ignoresActivation(Object layer) {
        return layer instanceof BatchNormalization || layer instanceof DropoutLayer;
    }

    private static boolean servesTheLoss(IActivation function, ILossFunction loss) {
        return function instanceof ActivationSoftmax
                || function instanceof ActivationSigmoid && loss instanceof LossBinaryXENT;
    }

    private static Dl4jNode activated(String name, IActivation function, boolean leftOut, Dl4jNode before) {
        if (leftOut || function instanceof ActivationIdentity) {
            return before;
        }
        ActivationLayer layer = new ActivationLayer.Builder().activation(function).build();
        return Dl4jNode.layer(name, layer, before);
    }
}
