package cnn.compare.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's class for networks with branches. */
final class Dl4jGraph extends ComputationGraph implements Dl4jModel {
    private static final long serialVersionUID = 1L;

    private final String lastVertex;

    private Dl4jGraph(ComputationGraphConfiguration configuration, String lastVertex) {
        super(configuration);
        this.lastVertex = lastVertex;
    }

    /** @param lastVertex the one that the loss layer takes its input from */
    static Dl4jGraph create(ComputationGraphConfiguration configuration, String lastVertex, boolean helpers) {
        Dl4jGraph graph = new Dl4jGraph(configuration, lastVertex);
        Dl4jHelpers.with(helpers, graph::init);
        if (graph.numParams() > 0 && graph.getGradientsViewArray() == null) {
            graph.initGradientsView();
        }
        return graph;
    }

    /** In topological order: that is how DL4J lays out the parameters. */
    @Override
    public Map<String, Layer> layersByName() {
        Map<String, Layer> byName = new LinkedHashMap<>();
        for (int index : topologicalSortOrder()) {
            GraphVertex vertex = getVertices()[index];
            if (vertex.hasLayer()) {
                byName.put(vertex.getVertexName(), vertex.getLayer());
            }
        }
        return byName;
    }

    @Override
    public Optional<INDArray> parameterVector() {
        return numParams() == 0 ? Optional.empty() : Optional.of(params());
    }

    @Override
    public Optional<INDArray> gradientVector() {
        return numParams() == 0 ? Optional.empty() : Optional.ofNullable(getGradientsViewArray());
    }

    @Override
    public double train(INDArray x, INDArray targets) {
        double penalties = calcRegularizationScore(true);
        fit(new INDArray[] {x}, new INDArray[] {targets});
        return score() - penalties;
    }

    @Override
    public void computeGradient(INDArray x, INDArray targets) {
        setInputs(x);
        setLabels(targets);
        computeGradientAndScore();
        clearLayersStates();
    }

    @Override
    public INDArray logits(INDArray x) {
        int[] last = {getVertex(lastVertex).getVertexIndex()};
        // DL4J says "no mask" and "no workspace" with null.
        return outputOfLayersDetached(
                false, FwdPassType.STANDARD, last, new INDArray[] {x}, null, null, true, false, null)[0];
    }

    @Override
    public INDArray join(String block, List<INDArray> branches, LayerWorkspaceMgr memory) {
        GraphVertex vertex = getVertex(block);
        for (int i = 0; i < branches.size(); i++) {
            vertex.setInput(i, branches.get(i), memory);
        }
        return vertex.doForward(true, memory);
    }

    @Override
    public List<INDArray> spread(String block, INDArray dy, LayerWorkspaceMgr memory) {
        GraphVertex vertex = getVertex(block);
        vertex.setEpsilon(dy);
        return List.of(vertex.doBackward(false, memory).getSecond());
    }

    @Override
    public void close() {
        Dl4jHelpers.close(
                List.of(parameterVector(), Optional.ofNullable(getGradientsViewArray()), updaterStateIfAny()));
    }

    private Optional<INDArray> updaterStateIfAny() {
        return Optional.ofNullable(getUpdater(false)).map(ComputationGraphUpdater::getUpdaterStateViewArray);
    }

    @Override
    public void restartUpdater(double initial) {
        getConfiguration().setIterationCount(0);
        updaterStateIfAny().ifPresent(state -> state.assign(initial));
    }
}
