package cnn.nd4j.update;

import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Nd4jTensor;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The vectors of an optimizer: those that its formula names, in that order, and others to work in. */
final class OptimizerState implements AutoCloseable {
    private final Nd4jTensor parameters;
    private final Map<String, Tensor> named = new LinkedHashMap<>();
    private final List<Nd4jTensor> all = new ArrayList<>();

    /** @param parameters vectors are made as long as this, and of its precision */
    OptimizerState(Nd4jTensor parameters) {
        this.parameters = parameters;
    }

    /** A vector that belongs to the state. */
    INDArray vector(String name, double initial) {
        Nd4jTensor vector = keep(parameters.zerosLike());
        vector.array().assign(initial);
        named.put(name, vector);
        return vector.array();
    }

    /** A vector to work in. */
    INDArray scratch() {
        return keep(parameters.zerosLike()).array();
    }

    /** A vector of another length to work in. */
    INDArray vector(long length) {
        return keep(Nd4jTensor.create(
                        Shape.of(Math.toIntExact(length)), parameters.precision(), Layout.CHANNELS_FIRST))
                .array();
    }

    /** One number that operations read from memory. */
    INDArray scalar() {
        return keep(parameters.scalarLike()).array();
    }

    private Nd4jTensor keep(Nd4jTensor tensor) {
        all.add(tensor);
        return tensor;
    }

    Map<String, Tensor> named() {
        return Collections.unmodifiableMap(named);
    }

    @Override
    public void close() {
        all.forEach(Nd4jTensor::close);
    }
}
