package cnn.nd4j.op;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Single numbers as native arrays, made once for each value: what operations that take two arrays need for a constant.
 */
public final class Scalars {
    private final Memory memory;
    private final Map<Double, INDArray> made = new HashMap<>();

    public Scalars(Memory memory) {
        this.memory = memory;
    }

    INDArray of(double value) {
        return made.computeIfAbsent(value, number -> {
            INDArray scalar = memory.vector(1);
            scalar.assign(number);
            return scalar;
        });
    }
}
