package cnn.compare.engine;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.Geometry2d;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.Sigmoid;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;

/**
 * Says one layer in DL4J's words. Convolution and dense layers get the identity as activation, and activations become
 * layers of their own, so that each of our layers stays one observable step.
 *
 * <p>Padding: DL4J's layers take the same number of rows above and below ({@code Truncate} with explicit padding, whose
 * output size is {@link Window2d}'s). Its {@code Same} mode splits the padding as {@link Padding.Same} does, smaller half
 * first, so it is used where that split is uneven. Any other asymmetric padding is a {@code ZeroPaddingLayer} in front;
 * for a pooling that looks only at elements inside the image, where zeros would count, there is no counterpart.
 */
final class Dl4jTranslator implements LayerSpec.Visitor<Dl4jPiece> {
    private final PlacedLayer placed;

    private Dl4jTranslator(PlacedLayer placed) {
        this.placed = placed;
    }

    /** @throws NoCounterpartException if DL4J has no layer that computes the same */
    static Dl4jPiece translate(PlacedLayer layer) {
        return layer.spec().accept(new Dl4jTranslator(layer));
    }

    /**
     * DL4J's decay is 1 - momentum; its variance is the biased one, in the running statistics too. It would keep log₁₀ σ
     * instead of σ² unless told otherwise.
     */
    @Override
    public Dl4jPiece batchNorm2d(BatchNorm2d spec) {
        int channels = placed.input().dim(0);
        return Dl4jPiece.of(new BatchNormalization.Builder()
                .name(placed.name())
                .nIn(channels)
                .nOut(channels)
                .decay(1 - spec.momentum())
                .eps(spec.epsilon())
                .useLogStd(false)
                .build());
    }

    @Override
    public Dl4jPiece globalAvgPool2d(GlobalAvgPool2d spec) {
        return Dl4jPiece.of(
                new GlobalPoolingLayer.Builder(PoolingType.AVG).name(placed.name()).build());
    }

    @Override
    public Dl4jPiece residual(Residual spec) {
        throw new IllegalArgumentException("a composite is translated by the layers inside it");
    }

    /** Groups of one input channel each are DL4J's depthwise convolution; it has nothing for other groups. */
    @Override
    public Dl4jPiece conv2d(Conv2d spec) {
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

    @Override
    public Dl4jPiece maxPool2d(MaxPool2d spec) {
        return Dl4jPiece.of(pool(PoolingType.MAX, geometry(spec.window())));
    }

    /**
     * Padding that counts is a layer of zeros in front: DL4J has a switch for it, but the oneDNN helper's backward pass
     * does not look at it.
     */
    @Override
    public Dl4jPiece avgPool2d(AvgPool2d spec) {
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

    @Override
    public Dl4jPiece dense(Dense spec) {
        return Dl4jPiece.of(new DenseLayer.Builder()
                .name(placed.name())
                .nIn(placed.input().dim(0))
                .nOut(spec.units())
                .hasBias(spec.bias())
                .activation(Activation.IDENTITY)
                .build());
    }

    @Override
    public Dl4jPiece flatten(Flatten spec) {
        Shape x = placed.input();
        return switch (x.rank()) {
            case 1 -> Dl4jPiece.of();
            case 3 -> new Dl4jPiece(
                    List.of(), Optional.of(new CnnToFeedForwardPreProcessor(x.dim(1), x.dim(2), x.dim(0))));
            default -> throw new NoCounterpartException(placed, "DL4J", "it flattens images [C, H, W] only");
        };
    }

    @Override
    public Dl4jPiece relu(Relu spec) {
        return activation(Activation.RELU);
    }

    @Override
    public Dl4jPiece sigmoid(Sigmoid spec) {
        return activation(Activation.SIGMOID);
    }

    @Override
    public Dl4jPiece tanh(Tanh spec) {
        return activation(Activation.TANH);
    }

    private Dl4jPiece activation(Activation function) {
        return Dl4jPiece.of(new ActivationLayer.Builder()
                .name(placed.name())
                .activation(function)
                .build());
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
