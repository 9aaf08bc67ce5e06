package cnn.nd4j.layer;

import cnn.backend.Holding;
import cnn.nd4j.op.Memory;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where stages put their dx. In a network that is not observed two arrays serve all stages of a chain in turn: a stage reads
 * its dy from the one and writes its dx to the other, and dx lives no longer than that. A branch inside a composite has two
 * of its own, because the composite's dy must outlive the branch. In an observed network every stage has its own array.
 */
public final class GradientArrays {
    private final Memory memory;
    private final boolean shared;
    private final long largest;
    private final List<INDArray> pair = new ArrayList<>();
    private final List<GradientArrays> branches = new ArrayList<>();
    private int next;

    /** @param largest the most elements that any dx has */
    public GradientArrays(Memory memory, boolean shared, long largest) {
        this.memory = memory;
        this.shared = shared;
        this.largest = largest;
    }

    /** A vector of at least {@code length} elements for the next stage; asked in the order of the stages. */
    INDArray next(long length) {
        if (!shared) {
            return memory.vector(length, Holding.Kind.GRADIENT);
        }
        if (next == pair.size()) {
            pair.add(memory.vector(largest, Holding.Kind.GRADIENT));
        }
        INDArray array = pair.get(next);
        next = 1 - next;
        return array;
    }

    /** For branch number {@code i} of a composite in this chain: the same ones for all composites, which run by turns. */
    GradientArrays branch(int i) {
        while (branches.size() <= i) {
            branches.add(new GradientArrays(memory, shared, largest));
        }
        return branches.get(i);
    }

    /** For stages that stand outside the chain's order: each has its own. */
    GradientArrays apart() {
        return new GradientArrays(memory, false, largest);
    }
}
