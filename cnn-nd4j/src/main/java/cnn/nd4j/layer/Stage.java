package cnn.nd4j.layer;

import cnn.backend.Chain;
import cnn.backend.Mode;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One step of a layer: most layers are one stage, a fused layer is several, of which some may run in place. A stage owns
 * the arrays for the largest batch; a {@link Run} is bound to their first samples.
 */
interface Stage {
    /** Binds the stage's operations for batches of {@code n}. */
    Run run(int n);

    /** What runs it, in a few words: for {@link cnn.backend.Layer#describe}. */
    String describe();

    /** The chains of layers inside, for {@link cnn.backend.Layer#chains}. */
    default List<Chain> chains() {
        return List.of();
    }

    /** Gives back what is not bound to a batch size, except arrays. */
    default void close() {}

    /** A stage bound to one batch size. Nothing is allocated once each method was called with the arrays to come. */
    interface Run extends AutoCloseable {
        /** Gives y. An in-place stage may write into {@code x}. */
        INDArray forward(INDArray x, Mode mode);

        /** Fills the parameters' gradients, and gives dx in an array other than {@code dy}, which is not written to. */
        INDArray backward(INDArray dy);

        /** Like {@link #backward}, if nobody needs dx. */
        default void parametersOnly(INDArray dy) {
            backward(dy);
        }

        /** Gives the operations' native handles back. */
        @Override
        void close();
    }
}
