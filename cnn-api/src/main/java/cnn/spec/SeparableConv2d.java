package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * A depthwise convolution without a bias and behind it a 1×1 convolution that mixes its channels (Chollet 2016,
 * arXiv:1610.02357). Input {@code [C, H, W]}, output {@code [channels, OH, OW]}. A composite of one branch with the two layers
 * {@code depthwise} and {@code pointwise}: parameters {@code depthwise.w [C·multiplier, 1, KH, KW]},
 * {@code pointwise.w [channels, C·multiplier, 1, 1]} and, with a bias, {@code pointwise.b [channels]}.
 *
 * @param channels O, the number of output channels
 * @param multiplier depthwise channels an input channel
 * @param window of the depthwise convolution
 */
public record SeparableConv2d(int channels, int multiplier, Window2d window, boolean bias) implements LayerSpec {
    public SeparableConv2d {
        if (channels < 1) {
            throw new BadInputException("separable_conv2d needs at least 1 output channel, got " + channels);
        }
        if (multiplier < 1) {
            throw new BadInputException("separable_conv2d: multiplier must be at least 1, got " + multiplier);
        }
    }

    /** One depthwise channel an input channel, with a bias. */
    public SeparableConv2d(int channels, Window2d window) {
        this(channels, 1, window, true);
    }

    public DepthwiseConv2d depthwise() {
        return new DepthwiseConv2d(multiplier, window, false);
    }

    public Conv2d pointwise() {
        return new Conv2d(channels, Window2d.of(1), bias);
    }

    @Override
    public List<List<NamedLayer>> branches() {
        return List.of(List.of(new NamedLayer("depthwise", depthwise()), new NamedLayer("pointwise", pointwise())));
    }

    @Override
    public String kind() {
        return "separable_conv2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return Branch.output(branches().get(0), input);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return Branch.parametersOf(branches(), input);
    }

    @Override
    public List<StateSpec> state(Shape input) {
        return Branch.stateOf(branches(), input);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return Branch.multiplyAddsOf(branches(), input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.separableConv2d(this);
    }
}
