package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * 2-D convolution (cross-correlation, as in every deep-learning library: the kernel is not flipped in the forward pass).
 *
 * <p>y[n,o,i,j] = b[o] + Σ_c Σ_kh Σ_kw w[o,c,kh,kw] · x[n, c, i·strideH - top + kh·dilationH, j·strideW - left + kw·dilationW],
 * where x is 0 outside the image. Input {@code [C, H, W]}, output {@code [O, OH, OW]}; parameters {@code w [O, C, KH, KW]}
 * and, with a bias, {@code b [O]}.
 *
 * @param channels O, the number of output channels
 */
public record Conv2d(int channels, Window2d window, boolean bias) implements LayerSpec {
    public Conv2d {
        if (channels < 1) {
            throw new BadInputException("conv2d needs at least 1 output channel, got " + channels);
        }
    }

    /** A square kernel with a bias; stride, padding and dilation through {@link Window2d}. */
    public Conv2d(int channels, Window2d window) {
        this(channels, window, true);
    }

    @Override
    public String kind() {
        return "conv2d";
    }

    @Override
    public Shape output(Shape input) {
        return Shapes.windowed(input, window, channels);
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int area = window.kernelH() * window.kernelW();
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec(
                "w",
                ParameterSpec.Role.WEIGHT,
                Shape.of(channels, input.dim(0), window.kernelH(), window.kernelW()),
                input.dim(0) * area,
                channels * area));
        if (bias) {
            parameters.add(new ParameterSpec(
                    "b", ParameterSpec.Role.BIAS, Shape.of(channels), input.dim(0) * area, channels * area));
        }
        return List.copyOf(parameters);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) output(input).size() * input.dim(0) * window.kernelH() * window.kernelW();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.conv2d(this);
    }
}
