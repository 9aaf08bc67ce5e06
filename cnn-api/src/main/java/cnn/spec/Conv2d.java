package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * 2-D convolution (cross-correlation, as in every deep-learning library: the kernel is not flipped in the forward pass).
 *
 * <p>y[n,o,i,j] = b[o] + Σ_c Σ_kh Σ_kw w[o,c,kh,kw] · x[n, c, i·strideH - top + kh·dilationH, j·strideW - left + kw·dilationW],
 * where x is 0 outside the image. Input {@code [C, H, W]}, output {@code [O, OH, OW]}; parameters
 * {@code w [O, C/groups, KH, KW]} and, with a bias, {@code b [O]}.
 *
 * <p>With groups, input and output channels fall into that many groups of neighbours, and an output channel sees the input
 * channels of its own group only: o sees c from (o / (O/groups))·(C/groups) on. With groups = C this is the depthwise
 * convolution.
 *
 * @param channels O, the number of output channels
 * @param groups divides C and O
 */
public record Conv2d(int channels, Window2d window, boolean bias, int groups) implements LayerSpec {
    public Conv2d {
        if (channels < 1) {
            throw new BadInputException("conv2d needs at least 1 output channel, got " + channels);
        }
        if (groups < 1 || channels % groups != 0) {
            throw new BadInputException(
                    "conv2d: groups must be at least 1 and divide the %d output channels, got %d".formatted(channels, groups));
        }
    }

    /** All input channels in one group. */
    public Conv2d(int channels, Window2d window, boolean bias) {
        this(channels, window, bias, 1);
    }

    /** A square kernel with a bias; stride, padding and dilation through {@link Window2d}. */
    public Conv2d(int channels, Window2d window) {
        this(channels, window, true);
    }

    public Conv2d withGroups(int count) {
        return new Conv2d(channels, window, bias, count);
    }

    @Override
    public String kind() {
        return "conv2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        if (input.dim(0) % groups != 0) {
            throw new BadInputException(
                    "groups must divide the %d input channels, got %d groups".formatted(input.dim(0), groups));
        }
        return Shapes.windowed(input, window, channels);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int area = window.kernelH() * window.kernelW();
        int seen = input.dim(0) / groups;
        int fanIn = seen * area;
        int fanOut = channels / groups * area;
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec(
                "w",
                ParameterSpec.Role.WEIGHT,
                Shape.of(channels, seen, window.kernelH(), window.kernelW()),
                fanIn,
                fanOut));
        if (bias) {
            parameters.add(new ParameterSpec("b", ParameterSpec.Role.BIAS, Shape.of(channels), fanIn, fanOut));
        }
        return List.copyOf(parameters);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) output(input).size() * (input.dim(0) / groups) * window.kernelH() * window.kernelW();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.conv2d(this);
    }
}
