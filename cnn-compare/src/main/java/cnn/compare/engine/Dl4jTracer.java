package cnn.compare.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Walks DL4J's layers by hand, with their own {@code activate} and {@code backpropGradient}, and copies what flows between
 * them at once: later layers may write into what they are given. No workspaces, so that nothing is reused meanwhile.
 */
final class Dl4jTracer implements AutoCloseable {
    private final Dl4jNetwork network;
    private final List<Dl4jStep> steps;
    private final LayerWorkspaceMgr memory = LayerWorkspaceMgr.noWorkspaces();

    /** @param network made by {@code plan}, which is one for observing */
    Dl4jTracer(Dl4jNetwork network, Dl4jPlan plan) {
        this.network = network;
        this.steps = plan.steps();
    }

    /**
     * @param y the outputs of our layers, in order
     * @param dy the gradients of the mean loss with respect to them
     * @param dx the gradient with respect to the input
     * @param gradient DL4J's flat gradient vector, summed over the batch
     */
    record Flow(double loss, List<double[]> y, List<double[]> dy, double[] dx, Optional<INDArray> gradient) {}

    /** Forward and backward over one batch. */
    Flow run(INDArray x, INDArray targets) {
        int n = Math.toIntExact(x.size(0));
        network.setInput(x);
        List<double[]> outputs = new ArrayList<>();
        INDArray current = x;
        for (Dl4jStep step : steps) {
            if (step.reshape().isPresent()) {
                current = step.reshape().get().preProcess(current, n, memory);
            }
            for (int i = step.from(); i < step.to(); i++) {
                current = network.getLayer(i).activate(current, true, memory);
            }
            outputs.add(Dl4jArrays.toDoubles(current));
        }
        IOutputLayer lossLayer = (IOutputLayer) network.getOutputLayer();
        lossLayer.setInput(current, memory);
        lossLayer.setLabels(targets);
        double loss = lossLayer.computeScore(0, true, memory);
        Flow flow = backward(lossLayer, n, loss, outputs);
        network.clearLayersStates();
        return flow;
    }

    private Flow backward(Layer lossLayer, int n, double loss, List<double[]> outputs) {
        // The loss layer starts the pass, so there is no gradient to give it; DL4J says so with null.
        INDArray current = lossLayer.backpropGradient(null, memory).getSecond();
        Deque<double[]> gradients = new ArrayDeque<>();
        for (int s = steps.size() - 1; s >= 0; s--) {
            Dl4jStep step = steps.get(s);
            gradients.addFirst(mean(current, n));
            for (int i = step.to() - 1; i >= step.from(); i--) {
                current = network.getLayer(i).backpropGradient(current, memory).getSecond();
            }
            if (step.reshape().isPresent()) {
                current = step.reshape().get().backprop(current, n, memory);
            }
        }
        return new Flow(
                loss,
                outputs,
                List.copyOf(gradients),
                mean(current, n),
                Optional.ofNullable(network.getFlattenedGradients()));
    }

    /** DL4J's gradients are those of the sum over the batch. */
    private static double[] mean(INDArray sum, int n) {
        double[] values = Dl4jArrays.toDoubles(sum);
        for (int i = 0; i < values.length; i++) {
            values[i] /= n;
        }
        return values;
    }

    @Override
    public void close() {
        network.close();
    }
}
