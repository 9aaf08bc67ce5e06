package cnn.compare.engine.dl4j;

import cnn.backend.Arithmetic;
import cnn.check.LayerFlow;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Walks DL4J's layers by hand, with their own {@code activate} and {@code backpropGradient}, and copies what flows between
 * them at once: later layers may write into what they are given. No workspaces, so that nothing is reused meanwhile. The
 * branches of a block are joined, and its gradient given to each of them, by DL4J's own vertex; what comes back from them is
 * added here, as DL4J adds it.
 */
final class Dl4jTracer {
    private final Dl4jModel model;
    private final NetworkSpec network;
    private final Map<String, Dl4jStep> steps = new HashMap<>();
    private final Map<String, Layer> layers;
    private final LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();
    private final Map<String, double[]> x = new HashMap<>();
    private final Map<String, double[]> y = new HashMap<>();
    private final Map<String, double[]> dy = new HashMap<>();
    private final Map<String, double[]> dx = new HashMap<>();
    private int n;

    /** @param model whose layers {@code steps} name, each of ours apart */
    Dl4jTracer(Dl4jModel model, NetworkSpec network, List<Dl4jStep> steps) {
        this.model = model;
        this.network = network;
        this.layers = model.layersByName();
        steps.forEach(step -> this.steps.put(step.layer().name(), step));
    }

    Dl4jModel model() {
        return model;
    }

    /** Forward and backward over one batch, which also fills the model's gradient vector, of the mean loss; gives the loss. */
    double run(INDArray samples, INDArray targets) {
        n = Math.toIntExact(samples.size(0));
        layers.values().forEach(layer -> layer.setInputMiniBatchSize(n));
        INDArray output = forward(network.placed(), samples);
        IOutputLayer lossLayer = (IOutputLayer) layers.get(Dl4jWords.LOSS);
        lossLayer.setInput(output, memory);
        lossLayer.setLabels(targets);
        double loss = lossLayer.computeScore(0, true, memory);
        // The loss layer starts the pass, so there is no gradient to give it; DL4J says so with null.
        INDArray ofSum = lossLayer.backpropGradient(null, memory).getSecond();
        // DL4J's gradients are those of the sum over the batch. Divided here, once, no layer's dx is rounded behind its back.
        backward(network.placed(), ofSum.div(n));
        model.clearLayersStates();
        return loss;
    }

    /** What flowed in the last run, layer by layer; gradients are those of the mean loss. */
    List<LayerFlow> flows(Function<PlacedLayer, Arithmetic> arithmetic) {
        List<LayerFlow> flows = new ArrayList<>();
        for (PlacedLayer layer : network.everyLayer()) {
            String name = layer.name();
            flows.add(new LayerFlow(
                    layer, x.get(name), y.get(name), dy.get(name), dx.get(name), arithmetic.apply(layer)));
        }
        return List.copyOf(flows);
    }

    private INDArray forward(List<PlacedLayer> row, INDArray input) {
        INDArray current = input;
        for (PlacedLayer layer : row) {
            x.put(layer.name(), Dl4jArrays.toDoubles(current));
            if (layer.isComposite()) {
                current = block(layer, current);
            } else {
                current = forward(steps.get(layer.name()), current);
            }
            y.put(layer.name(), Dl4jArrays.toDoubles(current));
        }
        return current;
    }

    private INDArray block(PlacedLayer block, INDArray input) {
        List<INDArray> branches = new ArrayList<>();
        for (List<PlacedLayer> branch : block.branches()) {
            branches.add(forward(branch, input));
        }
        return branches.size() == 1 ? branches.get(0) : model.join(block.name(), branches, memory);
    }

    private INDArray forward(Dl4jStep step, INDArray input) {
        INDArray current = input;
        for (String layer : step.layers()) {
            layers.get(layer).setInput(current, memory);
            current = layers.get(layer).activate(true, memory);
        }
        return step.reshape().isPresent() ? step.reshape().get().preProcess(current, n, memory) : current;
    }

    private INDArray backward(List<PlacedLayer> row, INDArray outputGradient) {
        INDArray current = outputGradient;
        for (int i = row.size() - 1; i >= 0; i--) {
            PlacedLayer layer = row.get(i);
            dy.put(layer.name(), Dl4jArrays.toDoubles(current));
            current = layer.isComposite() ? backward(layer, current) : backward(steps.get(layer.name()), current);
            dx.put(layer.name(), Dl4jArrays.toDoubles(current));
        }
        return current;
    }

    private INDArray backward(PlacedLayer block, INDArray outputGradient) {
        List<INDArray> shares = block.branches().size() == 1
                ? List.of(outputGradient)
                : model.spread(block.name(), outputGradient, memory);
        INDArray sum = backward(block.branches().get(0), shares.get(0));
        for (int b = 1; b < shares.size(); b++) {
            sum = sum.add(backward(block.branches().get(b), shares.get(b)));
        }
        return sum;
    }

    private INDArray backward(Dl4jStep step, INDArray outputGradient) {
        INDArray current = outputGradient;
        if (step.reshape().isPresent()) {
            current = step.reshape().get().backprop(current, n, memory);
        }
        for (int i = step.layers().size() - 1; i >= 0; i--) {
            current = layers.get(step.layers().get(i)).backpropGradient(current, memory).getSecond();
        }
        return current;
    }
}
