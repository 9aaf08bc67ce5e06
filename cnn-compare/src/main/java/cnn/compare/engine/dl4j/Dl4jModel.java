package cnn.compare.engine.dl4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the engine needs of a network of DL4J's, whichever of DL4J's two classes it is. Used by one thread at a time.
 */
interface Dl4jModel extends AutoCloseable {
    /** Its layers by their names, in the order of its flat parameter vector; the loss layer is called {@code loss}. */
    Map<String, Layer> layersByName();

    /** How many layers have a oneDNN helper. */
    default int helperCount() {
        return (int) layersByName().values().stream()
                .filter(layer -> layer.getHelper() != null)
                .count();
    }

    /** The flat parameter vector, running statistics included; empty if there is nothing in it. */
    Optional<INDArray> parameterVector();

    /** The flat gradient vector as the last backward pass left it, summed over the batch. */
    Optional<INDArray> gradientVector();

    /** One update by DL4J's own training; gives the loss before it, without the penalties that DL4J adds. */
    double train(INDArray x, INDArray targets);

    /** Forward and backward on the path of training, without an update. */
    void computeGradient(INDArray x, INDArray targets);

    /** What the loss layer takes, in inference; not in any workspace. */
    INDArray logits(INDArray x);

    /**
     * As if no update had been made yet.
     *
     * @param state of every element of the optimizer's vectors
     */
    void restartUpdater(double state);

    /** Drops what the last passes have left in the layers. */
    void clearLayersStates();

    /**
     * What the vertex of that name makes of a block's branches, their sum or all their channels; two branches at least.
     */
    INDArray join(String block, List<INDArray> branches, LayerWorkspaceMgr memory);

    /** What each of the branches gets of the block's gradient, after {@link #join}. */
    List<INDArray> spread(String block, INDArray dy, LayerWorkspaceMgr memory);

    @Override
    void close();
}
