package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution by libnd4j's {@code conv2d} and {@code conv2d_bp}, which oneDNN runs in float32 without dilation. The
 * operations know symmetric padding only: other padding is written around x into an array of its own first.
 */
final class ConvStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final ConvKernel kernel;
    private final Geometry2d geometry;
    private final Optional<PaddedImages> padded;
    private final INDArray w;
    private final INDArray dw;
    private final Optional<INDArray> b;
    private final Optional<INDArray> db;
    private final INDArray y;
    private final INDArray dx;

    ConvStage(StageContext context, PlacedLayer layer, Conv2d spec, ConvKernel kernel) {
        this.context = context;
        this.kernel = kernel;
        this.layer = layer;
        this.geometry = spec.window().on(layer.input().dim(1), layer.input().dim(2));
        this.padded = geometry.symmetric()
                ? Optional.empty()
                : Optional.of(new PaddedImages(context, layer.input(), geometry));
        this.w = kernel.weights(context.parameters(), layer);
        this.dw = kernel.weights(context.gradient(), layer);
        this.b = spec.bias() ? Optional.of(context.parameter(layer.parameter("b"))) : Optional.empty();
        this.db = spec.bias() ? Optional.of(context.gradient(layer.parameter("b"))) : Optional.empty();
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
    }

    @Override
    public String describe() {
        String images = padded.isPresent() ? " on images with their padding written out" : "";
        return kernel.forward() + (oneDnn() ? " by oneDNN" : " by libnd4j") + images;
    }

    @Override
    public Run run(int n) {
        return new ConvRun(n);
    }

    private long[] arguments() {
        return new long[] {
            geometry.kernelH(),
            geometry.kernelW(),
            geometry.strideH(),
            geometry.strideW(),
            padded.isPresent() ? 0 : geometry.top(),
            padded.isPresent() ? 0 : geometry.left(),
            geometry.dilationH(),
            geometry.dilationW(),
            0,
            context.layout().flag(),
            kernel.weightFormat()
        };
    }

    /** oneDNN's helper computes the padding below and right as if there were no dilation, and then refuses. */
    private boolean oneDnn() {
        return context.oneDnn() && geometry.dilationH() == 1 && geometry.dilationW() == 1;
    }

    private final class ConvRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final NativeOp forward;
        private final NativeOp backward;
        private final int dyIndex;
        private final Optional<PaddedImages.Run> border;
        private final int n;
        private Optional<WeightGradient> alone = Optional.empty();
        private INDArray lastX;

        ConvRun(int n) {
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.border = padded.map(images -> images.run(n, dxBatch));
            this.n = n;
            INDArray x = border.map(PaddedImages.Run::x).orElse(dxBatch);
            INDArray dxOut = border.map(PaddedImages.Run::dx).orElse(dxBatch);
            INDArray[] inputs = b.map(bias -> new INDArray[] {x, w, bias}).orElse(new INDArray[] {x, w});
            INDArray[] gradients = db.map(bias -> new INDArray[] {dxOut, dw, bias}).orElse(new INDArray[] {dxOut, dw});
            this.lastX = x;
            this.dyIndex = inputs.length;
            INDArray[] withDy = Arrays.copyOf(inputs, dyIndex + 1);
            withDy[dyIndex] = yBatch;
            this.forward = NativeOp.of(kernel.forward(), inputs, yBatch)
                    .withIntegers(arguments())
                    .withOneDnn(oneDnn());
            this.backward = NativeOp.of(kernel.backward(), withDy, gradients)
                    .withIntegers(arguments())
                    .withOneDnn(oneDnn());
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            if (border.isPresent()) {
                border.get().enter(x);
            } else {
                forward.input(0, x);
                backward.input(0, x);
                lastX = x;
            }
            forward.run();
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            backward.input(dyIndex, dy).run();
            border.ifPresent(PaddedImages.Run::leave);
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray dy) {
            if (!oneDnn() || kernel != ConvKernel.DENSE || !WeightGradient.fits(geometry)) {
                backward(dy);
                return;
            }
            if (alone.isEmpty()) {
                alone = Optional.of(weightGradient());
            }
            alone.get().run(lastX, dy);
        }

        /** Made when first asked for, which only the first layer of a network is. */
        private WeightGradient weightGradient() {
            INDArray unwanted = context.batch(context.scratch(layer.output()), n, layer.output());
            return new WeightGradient(
                    arguments(),
                    lastX,
                    w,
                    unwanted,
                    dw,
                    db.map(sum -> new BiasGradient(context, layer.output(), n, unwanted, sum)));
        }

        @Override
        public void close() {
            alone.ifPresent(WeightGradient::close);
            Operation.closeAll(List.of(forward, backward));
            border.ifPresent(PaddedImages.Run::close);
        }
    }
}
