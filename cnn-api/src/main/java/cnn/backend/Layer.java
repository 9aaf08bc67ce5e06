package cnn.backend;

import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A backend's runnable form of one layer, or of several adjacent ones that it runs as one. Once warm it allocates nothing
 * per pass. It reads its parameters from the network's flat vector at every forward pass, holds no optimizer state and
 * never writes to its inputs. Used by one thread at a time.
 */
public interface Layer extends AutoCloseable {
    /** The specs that this layer stands for, in order; exactly one if the network is observed. */
    List<PlacedLayer> covers();

    /** Shape of one output sample, without the batch extent. */
    default Shape output() {
        List<PlacedLayer> covered = covers();
        return covered.get(covered.size() - 1).output();
    }

    /**
     * Runs the layer on a batch of any size from 1 to the plan's {@code maxBatch}.
     *
     * @param x {@code [N, …]}, made by the same backend; must stay as it is until the backward pass is done
     */
    ForwardPass forward(Tensor x, Mode mode);

    /**
     * The layers inside a composite layer, a chain a branch, in the order of {@code cnn.spec.LayerSpec#branches}; empty for
     * all others. A network that is observed looks into them.
     */
    default List<Chain> chains() {
        return List.of();
    }

    /** How this layer's sums of products round: for checks. */
    default Arithmetic arithmetic() {
        return Arithmetic.SUMS;
    }

    /** Half a line about how the backend runs this layer: method, what is fused with what, layout. For people. */
    default String describe() {
        return covers().stream().map(layer -> layer.spec().kind()).collect(Collectors.joining(" + "));
    }

    /** The arrays that this layer keeps now, without those of layers inside it; empty if the backend does not say. */
    default List<Holding> holdings() {
        return List.of();
    }

    /** Gives native memory back; the layer is not used afterwards. */
    @Override
    default void close() {}
}
