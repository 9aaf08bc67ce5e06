package cnn.compare.engine.dl4j;

import cnn.compare.engine.NoCounterpartException;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * Says one layer in DL4J's words. Convolution and dense layers get the identity as activation, and activations become
 * layers of their own, so that each of our layers stays one observable step. A composite's layers are said one by one; a separable
 * convolution is its two convolutions, because DL4J's layer for it shows nothing of what flows between them.
 */
final class Dl4jTranslator implements LayerSpec.Visitor<Dl4jPiece> {
    private final PlacedLayer placed;
    private final Dl4jDialect dialect;
    private final Dl4jWindows windows;
    private final Dl4jFunctions functions;

    private Dl4jTranslator(PlacedLayer placed, Dl4jDialect dialect) {
        this.placed = placed;
        this.dialect = dialect;
        this.windows = new Dl4jWindows(placed);
        this.functions = new Dl4jFunctions(placed, dialect);
    }

    /** In nothing but DL4J's own classes. */
    static Dl4jPiece translate(PlacedLayer layer) {
        return translate(layer, Dl4jDialect.PLAIN);
    }

    /** @throws NoCounterpartException if DL4J has no layer that computes the same */
    static Dl4jPiece translate(PlacedLayer layer, Dl4jDialect dialect) {
        return layer.spec().accept(new Dl4jTranslator(layer, dialect));
    }

    /**
     * What every layer of a network becomes, composites left out.
     *
     * @throws NoCounterpartException which names every layer that has no counterpart
     */
    static List<Dl4jPiece> translate(NetworkSpec network, Dl4jDialect dialect) {
        List<Dl4jPiece> pieces = new ArrayList<>();
        List<NoCounterpartException> without = new ArrayList<>();
        for (PlacedLayer layer : network.everyLayer()) {
            if (!layer.isComposite()) {
                try {
                    pieces.add(translate(layer, dialect));
                } catch (NoCounterpartException e) {
                    without.add(e);
                }
            }
        }
        if (!without.isEmpty()) {
            throw NoCounterpartException.of(without);
        }
        return List.copyOf(pieces);
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
    public Dl4jPiece layerNorm(LayerNorm spec) {
        throw none("it has no such layer, only a switch inside its dense and recurrent layers, with a scale and no shift");
    }

    @Override
    public Dl4jPiece groupNorm(GroupNorm spec) {
        throw none("it has no such layer");
    }

    @Override
    public Dl4jPiece localResponseNorm(LocalResponseNorm spec) {
        Dl4jPiece piece = Dl4jPiece.of(Dl4jLocalResponse.layer(placed, spec, dialect.mended()));
        return dialect.mended() ? piece.withOurs("local_response_norm's gradient") : piece;
    }

    @Override
    public Dl4jPiece globalAvgPool2d(GlobalAvgPool2d spec) {
        return globalPool(PoolingType.AVG);
    }

    @Override
    public Dl4jPiece globalMaxPool2d(GlobalMaxPool2d spec) {
        return globalPool(PoolingType.MAX);
    }

    private Dl4jPiece globalPool(PoolingType type) {
        return Dl4jPiece.of(
                new GlobalPoolingLayer.Builder(type).name(placed.name()).build());
    }

    @Override
    public Dl4jPiece upsample2d(Upsample2d spec) {
        return Dl4jPiece.of(new Upsampling2D.Builder()
                .size(new int[] {spec.factorH(), spec.factorW()})
                .name(placed.name())
                .build());
    }

    @Override
    public Dl4jPiece residual(Residual spec) {
        throw composite();
    }

    @Override
    public Dl4jPiece concat(Concat spec) {
        throw composite();
    }

    @Override
    public Dl4jPiece separableConv2d(SeparableConv2d spec) {
        throw composite();
    }

    private static IllegalArgumentException composite() {
        return new IllegalArgumentException("a composite is translated by the layers inside it");
    }

    @Override
    public Dl4jPiece conv2d(Conv2d spec) {
        return windows.convolution(spec);
    }

    @Override
    public Dl4jPiece depthwiseConv2d(DepthwiseConv2d spec) {
        return windows.convolution(spec.asConv2d(placed.input().dim(0)));
    }

    @Override
    public Dl4jPiece transposedConv2d(TransposedConv2d spec) {
        return Dl4jTransposed.of(placed, spec);
    }

    @Override
    public Dl4jPiece maxPool2d(MaxPool2d spec) {
        return windows.maxPool(spec.window());
    }

    @Override
    public Dl4jPiece avgPool2d(AvgPool2d spec) {
        return windows.avgPool(spec);
    }

    @Override
    public Dl4jPiece dense(Dense spec) {
        return Dl4jPiece.of(new DenseLayer.Builder()
                .name(placed.name())
                .nIn(placed.input().dim(0))
                .nOut(spec.units())
                .hasBias(spec.bias())
                .activation(new ActivationIdentity())
                .build());
    }

    @Override
    public Dl4jPiece flatten(Flatten spec) {
        Shape x = placed.input();
        return switch (x.rank()) {
            case 1 -> Dl4jPiece.of();
            case 3 -> Dl4jPiece.reshaping(new CnnToFeedForwardPreProcessor(x.dim(1), x.dim(2), x.dim(0)));
            default -> throw none("it flattens images [C, H, W] only");
        };
    }

    @Override
    public Dl4jPiece dropout(Dropout spec) {
        return dropout(
                dialect.run()
                        .<IDropout>map(run -> new Dl4jDropout(run, placed.index(), spec.rate(), false))
                        .orElseGet(() -> new org.deeplearning4j.nn.conf.dropout.Dropout(1 - spec.rate())));
    }

    @Override
    public Dl4jPiece spatialDropout2d(SpatialDropout2d spec) {
        return dropout(
                dialect.run()
                        .<IDropout>map(run -> new Dl4jDropout(run, placed.index(), spec.rate(), true))
                        .orElseGet(() -> new SpatialDropout(1 - spec.rate())));
    }

    private Dl4jPiece dropout(IDropout masks) {
        Dl4jPiece piece = Dl4jPiece.of(
                new DropoutLayer.Builder(masks).name(placed.name()).build());
        return dialect.run().isPresent() ? piece.withOurs("dropout's masks") : piece;
    }

    @Override
    public Dl4jPiece relu(Relu spec) {
        return functions.of(new ActivationReLU());
    }

    @Override
    public Dl4jPiece leakyRelu(LeakyRelu spec) {
        return functions.leakyRelu(spec);
    }

    @Override
    public Dl4jPiece elu(Elu spec) {
        return functions.elu(spec);
    }

    @Override
    public Dl4jPiece gelu(Gelu spec) {
        return functions.gelu(spec);
    }

    @Override
    public Dl4jPiece silu(Silu spec) {
        return functions.silu();
    }

    @Override
    public Dl4jPiece softplus(Softplus spec) {
        return functions.softplus();
    }

    @Override
    public Dl4jPiece softmax(Softmax spec) {
        return functions.softmax();
    }

    @Override
    public Dl4jPiece sigmoid(Sigmoid spec) {
        return functions.of(new ActivationSigmoid());
    }

    @Override
    public Dl4jPiece tanh(Tanh spec) {
        return functions.of(new ActivationTanH());
    }

    private NoCounterpartException none(String why) {
        return new NoCounterpartException(placed, "DL4J", why);
    }
}
