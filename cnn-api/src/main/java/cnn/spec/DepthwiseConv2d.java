package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * A 2-D convolution of each channel by itself: the {@link Conv2d} with as many groups as input channels. Input
 * {@code [C, H, W]}, output {@code [C·multiplier, OH, OW]}; parameters {@code w [C·multiplier, 1, KH, KW]} and, with a bias,
 * {@code b [C·multiplier]}. Output channel o sees input channel ⌊o / multiplier⌋.
 *
 * @param multiplier output channels an input channel
 */
public record DepthwiseConv2d(int multiplier, Window2d window, boolean bias) implements LayerSpec {
    public DepthwiseConv2d {
        if (multiplier < 1) {
            throw new BadInputException("depthwise_conv2d: multiplier must be at least 1, got " + multiplier);
        }
    }

    /** One output channel an input channel, with a bias. */
    public DepthwiseConv2d(Window2d window) {
        this(1, window, true);
    }

    /** The same layer as a convolution with groups, for an input of {@code channels} channels. */
    public Conv2d asConv2d(int channels) {
        return new Conv2d(Math.multiplyExact(channels, multiplier), window, bias, channels);
    }

    @Override
    public String kind() {
        return "depthwise_conv2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return asConv2d(input.dim(0)).output(input);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return asConv2d(input.dim(0)).parameters(input);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return asConv2d(input.dim(0)).multiplyAdds(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.depthwiseConv2d(this);
    }
}
