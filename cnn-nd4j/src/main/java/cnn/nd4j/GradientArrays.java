package cnn.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where stages put their dx. In a network that is not observed two arrays serve all stages in turn: a stage reads its dy
 * from the one and writes its dx to the other, and dx lives no longer than that. In an observed network each has its own.
 */
final class GradientArrays {
    private final Memory memory;
    private final boolean shared;
    private final INDArray[] pair;
    private int next;

    /** @param largest the most elements that any dx has */
    GradientArrays(Memory memory, boolean shared, long largest) {
        this.memory = memory;
        this.shared = shared;
        this.pair = shared ? new INDArray[] {memory.vector(largest), memory.vector(largest)} : new INDArray[0];
    }

    /** A vector of at least {@code length} elements for the next stage; asked in the order of the stages. */
    INDArray next(long length) {
        if (!shared) {
            return memory.vector(length);
        }
        next = 1 - next;
        return pair[next];
    }
}
