package cnn.compare.engine;

import cnn.data.Batch;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.OptionalLong;

/**
 * Anything that can train a {@link NetworkSpec} and be asked for its activations, gradients and parameters: a network
 * on a backend, or a library of its own such as DL4J. Flat vectors are always in the order and layout of {@link
 * NetworkSpec#slices}; batches are {@code [N, C, H, W]}. Used by one thread at a time.
 */
public interface Engine extends AutoCloseable {
    /** As in {@code --engines scratch,nd4j,dl4j}. */
    String name();

    /** One line for reports: precision, library, kernels, threads. */
    String describe();

    Precision precision();

    NetworkSpec network();

    /** Sets all parameters and starts the optimizer anew; the state is again as before the first batch. */
    void setParameters(double[] flat);

    double[] parameters();

    /**
     * The learning rate of the updates that follow, in place of the optimizer's own; {@link #setParameters} puts that
     * back.
     */
    void setLearningRate(double rate);

    /** One optimizer update on a batch; gives the batch's loss before the update. */
    double trainStep(Batch batch);

    /** The network's outputs {@code [N, K]} for a batch, in inference. The batch may be of any size. */
    double[] predict(Batch batch);

    /**
     * The gradient of a batch's loss with respect to all parameters, computed on the very path that {@link #trainStep}
     * takes (fused layers and all), without an update of parameters or state.
     */
    double[] gradient(Batch batch);

    /** Forward and backward on one batch, layer by layer, with everything that flows between them; no update. */
    Trace trace(Batch batch);

    /** Bytes that the network was planned to take when it was built; empty for engines that do not plan. */
    default OptionalLong plannedBytes() {
        return OptionalLong.empty();
    }

    @Override
    void close();
}
