package cnn.scratch;

import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An optimizer's formula over stretches of the flat vectors. */
abstract class UpdateRule {
    final float[] p;
    final float[] g;
    private final Shape shape;
    private final Map<String, Tensor> state = new LinkedHashMap<>();

    /** @param g the gradient that the rule takes, as long as the parameters */
    UpdateRule(ScratchTensor parameters, float[] g) {
        this.p = parameters.values();
        this.g = g;
        this.shape = parameters.shape();
    }

    /** A vector of the optimizer's own. */
    final float[] vector(String name, double initial) {
        ScratchTensor vector = ScratchTensor.zeros(shape);
        Arrays.fill(vector.values(), (float) initial);
        state.put(name, vector);
        return vector.values();
    }

    /** The vectors in the order in which they were made. */
    final Map<String, Tensor> state() {
        return Collections.unmodifiableMap(state);
    }

    /** Prepares the numbers of one update. */
    abstract void prepare(long t, double learningRate);

    /** Updates the elements from {@code from} to before {@code to}. */
    abstract void update(int from, int to);
}
