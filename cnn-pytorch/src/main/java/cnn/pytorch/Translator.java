package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import cnn.backend.Mode;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.Geometry2d;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
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
import cnn.spec.Window2d;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says layers in PyTorch's operations, every kind there is. Where PyTorch pads alike on opposite sides only, padding that is
 * not alike becomes an operation of its own.
 */
final class Translator {
    private final Parameters parameters;
    private final States states;
    private final NDManager memory;
    private final DataType type;

    /** @param memory of constants */
    Translator(Parameters parameters, States states, NDManager memory, DataType type) {
        this.parameters = parameters;
        this.states = states;
        this.memory = memory;
        this.type = type;
    }

    Step translate(PlacedLayer layer) {
        return layer.spec().accept(new OfLayer(layer));
    }

    List<Step> translate(List<PlacedLayer> layers) {
        return layers.stream().map(this::translate).toList();
    }

    private final class OfLayer implements LayerSpec.Visitor<Step> {
        private final PlacedLayer placed;

        OfLayer(PlacedLayer placed) {
            this.placed = placed;
        }

        @Override
        public Step depthwiseConv2d(DepthwiseConv2d spec) {
            return conv2d(spec.asConv2d(placed.input().dim(0)));
        }

        @Override
        public Step transposedConv2d(TransposedConv2d spec) {
            return new Transposed(
                    spec.geometry(placed.input()),
                    () -> parameters.get(placed.parameter("w")),
                    () -> Optional.ofNullable(bias(spec.bias())));
        }

        @Override
        public Step conv2d(cnn.spec.Conv2d spec) {
            Geometry2d g = geometry(spec.window());
            Padding padding = Padding.of(g, Integer.MAX_VALUE, Integer.MAX_VALUE);
            Shape stride = new Shape(g.strideH(), g.strideW());
            Shape dilation = new Shape(g.dilationH(), g.dilationW());
            return (x, mode) -> Conv2d.conv2d(
                            padding.apply(x, 0),
                            parameters.get(placed.parameter("w")),
                            bias(spec.bias()),
                            stride,
                            padding.rest(),
                            dilation,
                            spec.groups())
                    .singletonOrThrow();
        }

        /** DJL's way to say that there is none. */
        private @Nullable NDArray bias(boolean there) {
            return there ? parameters.get(placed.parameter("b")) : null;
        }

        @Override
        public Step batchNorm2d(BatchNorm2d spec) {
            NDArray mean = states.get(placed.state("mean"));
            NDArray var = states.get(placed.state("var"));
            return new BatchNorm(
                    spec,
                    mean,
                    var,
                    () -> parameters.get(placed.parameter("gamma")),
                    () -> parameters.get(placed.parameter("beta")));
        }

        @Override
        public Step maxPool2d(MaxPool2d spec) {
            return Pools.max(geometry(spec.window()));
        }

        @Override
        public Step avgPool2d(AvgPool2d spec) {
            return Pools.average(geometry(spec.window()), spec.countPadding(), memory, type);
        }

        @Override
        public Step globalAvgPool2d(GlobalAvgPool2d spec) {
            return (x, mode) -> x.getNDArrayInternal().globalAvgPool();
        }

        @Override
        public Step globalMaxPool2d(GlobalMaxPool2d spec) {
            return (x, mode) -> x.getNDArrayInternal().globalMaxPool();
        }

        /** By copies, not by PyTorch's interpolation, which computes in floats which pixel is the nearest. */
        @Override
        public Step upsample2d(Upsample2d spec) {
            return (x, mode) -> x.repeat(2, spec.factorH()).repeat(3, spec.factorW());
        }

        @Override
        public Step layerNorm(LayerNorm spec) {
            return Normalization.layer(spec, scale(), shift());
        }

        @Override
        public Step groupNorm(GroupNorm spec) {
            return Normalization.group(spec, placed.input(), scale(), shift(), memory, type);
        }

        private Supplier<NDArray> scale() {
            return () -> parameters.get(placed.parameter("gamma"));
        }

        private Supplier<NDArray> shift() {
            return () -> parameters.get(placed.parameter("beta"));
        }

        @Override
        public Step localResponseNorm(LocalResponseNorm spec) {
            return Normalization.localResponse(spec);
        }

        @Override
        public Step dropout(Dropout spec) {
            return new Masked(placed.index(), spec.rate(), false);
        }

        @Override
        public Step spatialDropout2d(SpatialDropout2d spec) {
            return new Masked(placed.index(), spec.rate(), true);
        }

        @Override
        public Step dense(Dense spec) {
            return (x, mode) ->
                    Linear.linear(x, parameters.get(placed.parameter("w")), bias(spec.bias())).singletonOrThrow();
        }

        @Override
        public Step flatten(Flatten spec) {
            return (x, mode) -> x.reshape(x.getShape().get(0), -1);
        }

        @Override
        public Step relu(Relu spec) {
            return (x, mode) -> x.getNDArrayInternal().relu();
        }

        @Override
        public Step sigmoid(Sigmoid spec) {
            return (x, mode) -> x.getNDArrayInternal().sigmoid();
        }

        @Override
        public Step tanh(Tanh spec) {
            return (x, mode) -> x.getNDArrayInternal().tanh();
        }

        @Override
        public Step leakyRelu(LeakyRelu spec) {
            return Activations.leakyRelu(spec.slope());
        }

        @Override
        public Step elu(Elu spec) {
            return Activations.elu(spec.alpha());
        }

        @Override
        public Step gelu(Gelu spec) {
            return switch (spec.approximation()) {
                case NONE -> Activations.GELU;
                case TANH -> Activations.TANH_GELU;
            };
        }

        @Override
        public Step silu(Silu spec) {
            return (x, mode) -> x.mul(x.getNDArrayInternal().sigmoid());
        }

        @Override
        public Step softplus(Softplus spec) {
            return Activations.SOFTPLUS;
        }

        /** Along the features of a vector or the channels of an image: either way the first axis behind N. */
        @Override
        public Step softmax(Softmax spec) {
            return (x, mode) -> x.softmax(1);
        }

        @Override
        public Step residual(Residual spec) {
            return branches();
        }

        @Override
        public Step concat(Concat spec) {
            return branches();
        }

        @Override
        public Step separableConv2d(SeparableConv2d spec) {
            return branches();
        }

        private Step branches() {
            List<List<Step>> branches =
                    placed.branches().stream().map(Translator.this::translate).toList();
            Joint joint = Joint.of(placed.spec().join());
            return (x, mode) -> joint.join(
                    branches.stream().map(branch -> run(branch, x, mode)).toList());
        }

        private Geometry2d geometry(Window2d window) {
            return window.on(placed.input().dim(1), placed.input().dim(2));
        }
    }

    /** Layers one after the other. */
    static NDArray run(List<Step> steps, NDArray x, Mode mode) {
        NDArray y = x;
        for (Step step : steps) {
            y = step.forward(y, mode);
        }
        return y;
    }
}
