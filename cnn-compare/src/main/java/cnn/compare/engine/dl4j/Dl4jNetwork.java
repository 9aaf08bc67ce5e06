package cnn.compare.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's class for layers in a row, opened where its public methods do not reach: the output before softmax. */
// overrides: javac complains of a pair of DL4J methods of which one is variadic.
@SuppressWarnings("overrides")
final class Dl4jNetwork extends MultiLayerNetwork implements Dl4jModel {
    private static final long serialVersionUID = 1L;

    private Dl4jNetwork(MultiLayerConfiguration configuration) {
        super(configuration);
    }

    /** Makes a network with or without oneDNN helpers. */
    static Dl4jNetwork create(MultiLayerConfiguration configuration, boolean helpers) {
        return create(configuration, helpers, Optional.empty());
    }

    /** A network of the same kind over the parameters of this one: a change in either is seen by both. */
    Dl4jNetwork over(MultiLayerConfiguration configuration, boolean helpers) {
        return create(configuration, helpers, Optional.ofNullable(params()));
    }

    private static Dl4jNetwork create(
            MultiLayerConfiguration configuration, boolean helpers, Optional<INDArray> parameters) {
        Dl4jNetwork network = new Dl4jNetwork(configuration);
        // Without an array DL4J makes one of its own; it says so with null.
        Dl4jHelpers.with(helpers, () -> network.init(parameters.orElse(null), false));
        // Before the updater is made, which keeps views of it.
        if (network.numParams() > 0 && network.getFlattenedGradients() == null) {
            network.initGradientsView();
        }
        return network;
    }

    @Override
    public Map<String, Layer> layersByName() {
        Map<String, Layer> byName = new LinkedHashMap<>();
        for (Layer layer : getLayers()) {
            byName.put(layer.conf().getLayer().getLayerName(), layer);
        }
        return byName;
    }

    @Override
    public Optional<INDArray> parameterVector() {
        return numParams() == 0 ? Optional.empty() : Optional.of(params());
    }

    @Override
    public Optional<INDArray> gradientVector() {
        return Optional.ofNullable(getFlattenedGradients());
    }

    @Override
    public double train(INDArray x, INDArray targets) {
        double penalties = calcRegularizationScore(true);
        fit(x, targets);
        return score() - penalties;
    }

    @Override
    public void computeGradient(INDArray x, INDArray targets) {
        setInput(x);
        setLabels(targets);
        computeGradientAndScore();
        clearLayersStates();
    }

    @Override
    public INDArray logits(INDArray x) {
        // DL4J says "no mask" and "no workspace" with null.
        return outputOfLayerDetached(false, FwdPassType.STANDARD, getnLayers() - 2, x, null, null, null);
    }

    @Override
    public INDArray join(String block, List<INDArray> branches, LayerWorkspaceMgr memory) {
        throw new IllegalStateException("layers in a row have no branches");
    }

    @Override
    public List<INDArray> spread(String block, INDArray dy, LayerWorkspaceMgr memory) {
        throw new IllegalStateException("layers in a row have no branches");
    }

    /** Like DL4J's own, without its garbage collection at every call; DL4J's also trips over a net without parameters. */
    @Override
    public void close() {
        Dl4jHelpers.close(List.of(
                Optional.ofNullable(params()), Optional.ofNullable(getFlattenedGradients()), updaterStateIfAny()));
    }

    private Optional<INDArray> updaterStateIfAny() {
        return Optional.ofNullable(getUpdater(false)).map(Updater::getStateViewArray);
    }

    @Override
    public void restartUpdater(double initial) {
        setIterationCount(0);
        updaterStateIfAny().ifPresent(state -> state.assign(initial));
    }
}
