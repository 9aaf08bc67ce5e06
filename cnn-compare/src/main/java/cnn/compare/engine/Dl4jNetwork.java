package cnn.compare.engine;

import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J's network, opened where its public methods do not reach: the output before softmax, and the choice of helpers. */
// overrides: javac complains of a pair of DL4J methods of which one is variadic.
@SuppressWarnings("overrides")
final class Dl4jNetwork extends MultiLayerNetwork {
    private static final long serialVersionUID = 1L;

    private Dl4jNetwork(MultiLayerConfiguration configuration) {
        super(configuration);
    }

    /**
     * Makes a network with or without oneDNN helpers. Each layer asks for its helper once, in its constructor, by a system
     * property ({@code HelperUtils.createHelper}); so networks of both kinds can live in one process.
     */
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
        synchronized (Dl4jNetwork.class) {
            String property = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
            Optional<String> before = Optional.ofNullable(System.getProperty(property));
            System.setProperty(property, Boolean.toString(!helpers));
            try {
                // Without an array DL4J makes one of its own; it says so with null.
                network.init(parameters.orElse(null), false);
            } finally {
                before.ifPresentOrElse(
                        value -> System.setProperty(property, value), () -> System.clearProperty(property));
            }
        }
        // Before the updater is made, which keeps views of it.
        if (network.numParams() > 0 && network.getFlattenedGradients() == null) {
            network.initGradientsView();
        }
        return network;
    }

    /** How many layers have a helper. */
    int helperCount() {
        int count = 0;
        for (Layer layer : getLayers()) {
            if (layer.getHelper() != null) {
                count++;
            }
        }
        return count;
    }

    /** What the loss layer takes, in inference; not in any workspace. */
    INDArray logits(INDArray x) {
        // DL4J says "no mask" and "no workspace" with null.
        return outputOfLayerDetached(false, FwdPassType.STANDARD, getnLayers() - 2, x, null, null, null);
    }

    /** Like DL4J's own, without its garbage collection at every call; DL4J's also trips over a net without parameters. */
    @Override
    public void close() {
        Stream.of(
                        Optional.ofNullable(params()),
                        Optional.ofNullable(getFlattenedGradients()),
                        updaterStateIfAny())
                .flatMap(Optional::stream)
                .filter(INDArray::closeable)
                .forEach(INDArray::close);
        Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
    }

    private Optional<INDArray> updaterStateIfAny() {
        return Optional.ofNullable(getUpdater(false)).map(Updater::getStateViewArray);
    }

    /** As if no update had been made yet. */
    void restartUpdater() {
        setIterationCount(0);
        updaterStateIfAny().ifPresent(state -> state.assign(0));
    }
}
