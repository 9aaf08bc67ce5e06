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
                DepthwiseConv2d,
                SeparableConv2d,
                TransposedConv2d,
                Upsample2d,
                BatchNorm2d,
                LayerNorm,
                GroupNorm,
                LocalResponseNorm,
                MaxPool2d,
                AvgPool2d,
                GlobalAvgPool2d,
                GlobalMaxPool2d,
                Dense,
                Flatten,
                Dropout,
                SpatialDropout2d,
                Relu,
                LeakyRelu,
                Elu,
                Gelu,
                Silu,
                Softplus,
                Sigmoid,
                Tanh,
                Softmax,
                Residual,
                Concat {

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

    /** How a composite's branches make its output; {@link Join#SUM} for all others too, which have no branches. */
    default Join join() {
        return Join.SUM;
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

        R depthwiseConv2d(DepthwiseConv2d spec);

        R separableConv2d(SeparableConv2d spec);

        R transposedConv2d(TransposedConv2d spec);

        R upsample2d(Upsample2d spec);

        R layerNorm(LayerNorm spec);

        R groupNorm(GroupNorm spec);

        R localResponseNorm(LocalResponseNorm spec);

        R globalMaxPool2d(GlobalMaxPool2d spec);

        R dropout(Dropout spec);

        R spatialDropout2d(SpatialDropout2d spec);

        R leakyRelu(LeakyRelu spec);

        R elu(Elu spec);

        R gelu(Gelu spec);

        R silu(Silu spec);

        R softplus(Softplus spec);

        R softmax(Softmax spec);

        R concat(Concat spec);
    }
}
