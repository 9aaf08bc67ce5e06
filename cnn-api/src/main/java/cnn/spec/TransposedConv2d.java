package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/**
 * 2-D transposed convolution ("deconvolution"): the adjoint of a {@link Conv2d}, whose dx formula is its forward pass. Each
 * input pixel lays the kernel, times its value, onto the output:
 * y[n, o, i·strideH - top + kh·dilationH, j·strideW - left + kw·dilationW] += w[c,o,kh,kw] · x[n,c,i,j], plus b[o]; what
 * falls outside the output is dropped. Input {@code [C, H, W]}, output {@code [O, OH, OW]}; parameters
 * {@code w [C, O, KH, KW]} and, with a bias, {@code b [O]}.
 *
 * <p>OH = (H - 1)·strideH + (KH - 1)·dilationH + 1 - top - bottom + outputPaddingH; with the padding {@code same} it is
 * H·strideH. Source: Dumoulin and Visin 2016, arXiv:1603.07285, chapter 4.
 *
 * @param channels O, the number of output channels
 * @param window of the convolution that leads from the output back to the input
 * @param outputPaddingH rows that the output has more, in [0, strideH): a convolution with stride leads from several
 *     heights to the same one, and this says to which of them to go back; 0 with the padding {@code same}
 */
public record TransposedConv2d(int channels, Window2d window, int outputPaddingH, int outputPaddingW, boolean bias)
        implements LayerSpec {
    public TransposedConv2d {
        if (channels < 1) {
            throw new BadInputException("transposed_conv2d needs at least 1 output channel, got " + channels);
        }
        requireOutputPadding(outputPaddingH, window.strideH());
        requireOutputPadding(outputPaddingW, window.strideW());
        if (window.padding() instanceof Padding.Same && (outputPaddingH != 0 || outputPaddingW != 0)) {
            throw new BadInputException(
                    "transposed_conv2d: padding 'same' decides the output's size; leave output_padding out");
        }
    }

    private static void requireOutputPadding(int rows, int stride) {
        if (rows < 0 || rows >= stride) {
            throw new BadInputException(
                    "transposed_conv2d: output_padding must be at least 0 and below the stride %d, got %d"
                            .formatted(stride, rows));
        }
    }

    /** No output padding, with a bias. */
    public TransposedConv2d(int channels, Window2d window) {
        this(channels, window, 0, 0, true);
    }

    /** The geometry of the convolution that leads back: its image is this layer's output, its output this layer's input. */
    public Geometry2d geometry(Shape input) {
        Shapes.requireImage(input);
        int spanH = (window.kernelH() - 1) * window.dilationH() + 1;
        int spanW = (window.kernelW() - 1) * window.dilationW() + 1;
        int height = extent(input.dim(1), window.strideH(), spanH, outputPaddingH, true);
        int width = extent(input.dim(2), window.strideW(), spanW, outputPaddingW, false);
        return window.on(height, width);
    }

    private int extent(int in, int stride, int span, int outputPadding, boolean rows) {
        if (!(window.padding() instanceof Padding.Explicit p)) {
            return Math.multiplyExact(in, stride);
        }
        int cut = rows ? p.top() + p.bottom() : p.left() + p.right();
        int out = Math.addExact(Math.multiplyExact(in - 1, stride), span) - cut + outputPadding;
        if (out < 1) {
            throw new BadInputException("padding cuts away the whole output: %d %s are left of input %d; use less padding"
                    .formatted(out, rows ? "rows" : "columns", in));
        }
        return out;
    }

    @Override
    public String kind() {
        return "transposed_conv2d";
    }

    @Override
    public Shape output(Shape input) {
        Geometry2d g = geometry(input);
        return Shape.of(channels, g.height(), g.width());
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        int area = window.kernelH() * window.kernelW();
        int fanIn = input.dim(0) * area;
        int fanOut = channels * area;
        ParameterSpec w = new ParameterSpec(
                "w",
                ParameterSpec.Role.WEIGHT,
                Shape.of(input.dim(0), channels, window.kernelH(), window.kernelW()),
                fanIn,
                fanOut,
                1);
        return bias
                ? List.of(w, new ParameterSpec("b", ParameterSpec.Role.BIAS, Shape.of(channels), fanIn, fanOut))
                : List.of(w);
    }

    @Override
    public long multiplyAdds(Shape input) {
        return (long) input.size() * channels * window.kernelH() * window.kernelW();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.transposedConv2d(this);
    }
}
