package cnn.compare.engine.dl4j;

import cnn.compare.engine.NoCounterpartException;
import cnn.spec.AvgPool2d;
import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.spec.Padding;
import cnn.spec.PlacedLayer;
import cnn.spec.Window2d;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * Says layers with a window in DL4J's words.
 *
 * <p>Padding: DL4J's layers take the same number of rows above and below ({@code Truncate} with explicit padding, whose
 * output size is {@link Window2d}'s). Its {@code Same} mode splits the padding as {@link Padding.Same} does, smaller half
 * first, so it is used where that split is uneven. Any other asymmetric padding is a {@code ZeroPaddingLayer} in front;
 * for a pooling that looks only at elements inside the image, where zeros would count, there is no counterpart.
 */
record Dl4jWindows(PlacedLayer placed) {

    /** Groups of one input channel each are DL4J's depthwise convolution; it has nothing for other groups. */
    Dl4jPiece convolution(Conv2d spec) {
        Geometry2d g = geometry(spec.window());
        int channels = placed.input().dim(0);
        if (spec.groups() > 1 && spec.groups() < channels) {
            throw new NoCounterpartException(
                    placed,
                    "DL4J",
                    "its convolutions have one group, or one for each input channel; this one has %d for %d channels"
                            .formatted(spec.groups(), channels));
        }
        if (spec.groups() > 1 && g.dilationH() * g.dilationW() > 1) {
            throw new NoCounterpartException(
                    placed, "DL4J", "its depthwise convolution cannot be dilated: ND4J fails where it uses oneDNN for it");
        }
        ConvolutionLayer conv = spec.groups() == 1
                ? convolution(new ConvolutionLayer.Builder(g.kernelH(), g.kernelW()), spec, g)
                        .build()
                : convolution(new DepthwiseConvolution2D.Builder(g.kernelH(), g.kernelW()), spec, g)
                        .depthMultiplier(spec.channels() / channels)
                        .build();
        return padInFront(g) ? Dl4jPiece.of(zeroPadding(g), conv) : Dl4jPiece.of(conv);
    }

    private static boolean padInFront(Geometry2d g) {
        return !g.symmetric() && !splitsAsSame(g);
    }

    private <T extends ConvolutionLayer.BaseConvBuilder<T>> T convolution(T builder, Conv2d spec, Geometry2d g) {
        boolean same = splitsAsSame(g);
        return builder.name(placed.name())
                .nIn(placed.input().dim(0))
                .nOut(spec.channels())
                .stride(g.strideH(), g.strideW())
                .dilation(g.dilationH(), g.dilationW())
                .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .padding(padInFront(g) || same ? new int[] {0, 0} : new int[] {g.top(), g.left()})
                .hasBias(spec.bias())
                .activation(Activation.IDENTITY);
    }

    Dl4jPiece maxPool(Window2d window) {
        return Dl4jPiece.of(pool(PoolingType.MAX, geometry(window)));
    }

    /**
     * Padding that counts is a layer of zeros in front: DL4J has a switch for it, but the oneDNN helper's backward pass
     * does not look at it.
     */
    Dl4jPiece avgPool(AvgPool2d spec) {
        Geometry2d g = geometry(spec.window());
        if (!spec.countPadding() || !g.padded()) {
            return Dl4jPiece.of(pool(PoolingType.AVG, g));
        }
        return Dl4jPiece.of(zeroPadding(g), pool(PoolingType.AVG, withoutPadding(g)));
    }

    private SubsamplingLayer pool(PoolingType type, Geometry2d g) {
        boolean same = splitsAsSame(g);
        if (!g.symmetric() && !same) {
            throw new NoCounterpartException(
                    placed,
                    "DL4J",
                    "its pooling layers pad alike on opposite sides, this one pads top %d, bottom %d, left %d, right %d"
                            .formatted(g.top(), g.bottom(), g.left(), g.right()));
        }
        return new SubsamplingLayer.Builder(type, new int[] {g.kernelH(), g.kernelW()})
                .name(placed.name())
                .stride(g.strideH(), g.strideW())
                .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .padding(same ? new int[] {0, 0} : new int[] {g.top(), g.left()})
                .build();
    }

    private Geometry2d geometry(Window2d window) {
        return window.on(placed.input().dim(1), placed.input().dim(2));
    }

    private ZeroPaddingLayer zeroPadding(Geometry2d g) {
        return new ZeroPaddingLayer.Builder(g.top(), g.bottom(), g.left(), g.right())
                .name(placed.name() + "-padding")
                .build();
    }

    /** The same window on the image that {@link #zeroPadding} makes. */
    private static Geometry2d withoutPadding(Geometry2d g) {
        return Window2d.of(g.kernelH(), g.kernelW())
                .withStride(g.strideH(), g.strideW())
                .on(g.height() + g.top() + g.bottom(), g.width() + g.left() + g.right());
    }

    /** Whether the padding is uneven, and is what {@link Padding#SAME} gives for this window and image. */
    private static boolean splitsAsSame(Geometry2d g) {
        if (g.symmetric()) {
            return false;
        }
        Geometry2d same = new Window2d(
                        g.kernelH(), g.kernelW(), g.strideH(), g.strideW(), Padding.SAME, g.dilationH(), g.dilationW())
                .on(g.height(), g.width());
        return same.equals(g);
    }
}
