package cnn.scratch.textbook;

import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An optimizer's vectors by name, in the order in which they were named. */
final class State {
    private final Map<String, Tensor> vectors = new LinkedHashMap<>();

    State with(String name, double[] vector) {
        vectors.put(name, new TextbookTensor(Shape.of(vector.length), vector));
        return this;
    }

    Map<String, Tensor> vectors() {
        return Collections.unmodifiableMap(vectors);
    }
}
