package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * What a layer is, as immutable data; how it runs is a backend's affair. Shapes here are those of one sample, without the
 * batch extent: {@code [C, H, W]} or {@code [F]}.
 */
public sealed interface LayerSpec
        permits Conv2d, MaxPool2d, AvgPool2d, Dense, Flatten, Relu, Sigmoid, Tanh {

    /** The word for this kind of layer in configurations and reports, for example {@code conv2d}. */
    String kind();

    /**
     * The shape of the output for an input shape.
     *
     * @throws BadInputException if this layer cannot take that input; the message says what it expected
     */
    Shape output(Shape input);

    /** The trained tensors, in the order in which they lie in the flat parameter vector. */
    default List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    /**
     * Multiply-adds of one forward pass of one sample. Counted for convolution and dense layers only; comparisons,
     * additions and activations count as nothing, as is usual in the literature.
     */
    default long multiplyAdds(Shape input) {
        return 0;
    }

    <R> R accept(Visitor<R> visitor);

    /** One method a layer: a new layer does not compile until every visitor has answered. */
    interface Visitor<R> {
        R conv2d(Conv2d spec);

        R maxPool2d(MaxPool2d spec);

        R avgPool2d(AvgPool2d spec);

        R dense(Dense spec);

        R flatten(Flatten spec);

        R relu(Relu spec);

        R sigmoid(Sigmoid spec);

        R tanh(Tanh spec);
    }
}
