package cnn.nd4j.layer;

import cnn.nd4j.op.Maths;
import cnn.nd4j.op.Operation;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A function of single elements: the operations that compute y and f′, in passes over memory. */
interface Activation {
    /**
     * What its operations are bound to, all of x's shape.
     *
     * @param y x itself where the activation runs in place
     * @param slope receives f′
     * @param kept x itself unless {@link #keeps}, else an array that lasts from forward to backward
     * @param scratch of the pass; unlike the others it is not there forward, if y is in place
     */
    record Arrays(INDArray x, INDArray y, INDArray slope, INDArray kept, INDArray scratch, Maths maths) {}

    String label();

    /** Whether y may take the memory of x: f′ is then computed from y alone. */
    default boolean canRunInPlace() {
        return false;
    }

    /** Whether forward leaves something for the way back. */
    default boolean keeps() {
        return false;
    }

    List<Operation> forward(Arrays arrays);

    /** What writes f′ into {@link Arrays#slope}. */
    List<Operation> slope(Arrays arrays);
}
