package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * What a layer is, as immutable data; how it runs is a backend's affair. Shapes here are those of one sample, without the
 * batch extent: {@code [C, H, W]} or {@code [F]}.
 */
public sealed interface LayerSpec
        permits Conv2d,
                BatchNorm2d,
                MaxPool2d,
                AvgPool2d,
                GlobalAvgPool2d,
                Dense,
                Flatten,
                Relu,
                Sigmoid,
                Tanh,
                Residual {

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

    /** What the layer carries from batch to batch without training it, in the order of the flat state vector. */
    default List<StateSpec> state(Shape input) {
        return List.of();
    }

    /**
     * The layers inside a composite layer: each branch takes the composite's input. Parameters and state of a composite are
     * those of its branches, one after the other. Empty for all other layers.
     */
    default List<List<NamedLayer>> branches() {
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

        R batchNorm2d(BatchNorm2d spec);

        R maxPool2d(MaxPool2d spec);

        R avgPool2d(AvgPool2d spec);

        R globalAvgPool2d(GlobalAvgPool2d spec);

        R dense(Dense spec);

        R flatten(Flatten spec);

        R relu(Relu spec);

        R sigmoid(Sigmoid spec);

        R tanh(Tanh spec);

        R residual(Residual spec);
    }
}
