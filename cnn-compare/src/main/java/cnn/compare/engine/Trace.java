package cnn.compare.engine;

import cnn.check.LayerFlow;
import cnn.check.NetworkFlow;
import java.util.List;

/**
 * Everything that flowed through a network in one forward and backward pass over one batch.
 *
 * @param loss mean over the batch
 * @param flow as the engine holds it: numbers of its own precision, parameters included
 */
public record Trace(double loss, NetworkFlow flow) {

    /** N. */
    public int batch() {
        return flow.batch();
    }

    /** In order, the layers inside a composite before it. */
    public List<LayerFlow> layers() {
        return flow.layers();
    }

    /** What the network took. */
    public double[] x() {
        return flow.topLevel().get(0).x();
    }

    /** The gradient with respect to {@link #x}. */
    public double[] dx() {
        return flow.topLevel().get(0).dx();
    }

    /** The flat parameter vector. */
    public double[] parameters() {
        return flow.parameters();
    }

    /** The flat gradient vector. */
    public double[] gradient() {
        return flow.gradient();
    }
}
