package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Permutation;
import cnn.nd4j.op.Scalars;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.TransposedConv2d;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Transposed convolution by libnd4j's {@code deconv2d} and {@code deconv2d_bp}, which oneDNN runs in float32 without
 * dilation. They know only outputs to which symmetric padding leads without a rest. For all others they run without
 * padding, on images of their own as large as all kernels laid down reach ("laid"); y is cut out of these, and where
 * the output reaches further, it is b.
 */
final class TransposedConvStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final Geometry2d geometry;
    private final boolean direct;
    private final Shape laid;
    private final Maths maths;
    private final INDArray w;
    private final INDArray dw;
    private final Optional<INDArray> b;
    private final Optional<INDArray> db;
    private final INDArray y;
    private final INDArray dx;
    private final Optional<INDArray> laidY;
    private final Optional<INDArray> laidDy;
    private final Optional<INDArray> cut;

    TransposedConvStage(StageContext context, PlacedLayer layer, TransposedConv2d spec) {
        this.context = context;
        this.layer = layer;
        this.geometry = spec.geometry(layer.input());
        this.direct = WeightGradient.fits(geometry);
        this.laid = Shape.of(
                spec.channels(),
                (geometry.outHeight() - 1) * geometry.strideH() + geometry.dilatedKernelH(),
                (geometry.outWidth() - 1) * geometry.strideW() + geometry.dilatedKernelW());
        this.maths = new Maths(new Scalars(context.memory()));
        this.w = context.parameter(layer.parameter("w"));
        this.dw = context.gradient(layer.parameter("w"));
        this.b = spec.bias() ? Optional.of(context.parameter(layer.parameter("b"))) : Optional.empty();
        this.db = spec.bias() ? Optional.of(context.gradient(layer.parameter("b"))) : Optional.empty();
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
        this.laidY = direct ? Optional.empty() : Optional.of(context.workspace(laid));
        this.laidDy = direct ? Optional.empty() : Optional.of(context.workspace(laid));
        this.cut = direct ? Optional.empty() : Optional.of(context.workspace(layer.output()));
    }

    @Override
    public String describe() {
        return "deconv2d" + (oneDnn() ? " by oneDNN" : " by libnd4j") + (direct ? "" : ", cut out of larger images");
    }

    private boolean oneDnn() {
        return context.oneDnn() && !dilated();
    }

    private boolean dilated() {
        return geometry.dilationH() * geometry.dilationW() > 1;
    }

    @Override
    public Run run(int n) {
        return new TransposedRun(n);
    }

    private NativeOp bind(String operation, INDArray[] inputs, INDArray... outputs) {
        return NativeOp.of(operation, inputs, outputs)
                .withIntegers(
                        geometry.kernelH(),
                        geometry.kernelW(),
                        geometry.strideH(),
                        geometry.strideW(),
                        direct ? geometry.top() : 0,
                        direct ? geometry.left() : 0,
                        geometry.dilationH(),
                        geometry.dilationW(),
                        0,
                        context.layout().flag(),
                        1)
                .withOneDnn(oneDnn());
    }

    private final class TransposedRun implements Run {
        private final int n;
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final INDArray lastY;
        private final NativeOp forward;
        private final List<NativeOp> finish;
        private final TransposedGradients backward;
        private final Optional<NativeOp> spread;
        private final Optional<ChannelSums> sums;
        private INDArray lastDy;

        TransposedRun(int n) {
            this.n = n;
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.lastY = laidY.map(vector -> context.batch(vector, n, laid)).orElse(yBatch);
            INDArray dyIn = laidDy.map(vector -> context.batch(vector, n, laid)).orElse(yBatch);
            this.forward = bind("deconv2d", new INDArray[] {dxBatch, w}, lastY);
            this.finish = cut.map(vector -> List.of(cutOut(vector), plusBias(context.batch(vector, n, layer.output()))))
                    .orElseGet(() -> b.isPresent() ? List.of(plusBias(yBatch)) : List.of());
            this.backward = dilated() ? apart(dyIn) : together(dyIn);
            this.spread = laidDy.map(vector -> Permutation.copy(ofOutput(yBatch), ofLaid(vector)));
            this.sums = db.map(sum -> new ChannelSums(context, layer.output(), n, yBatch, sum));
            this.lastDy = yBatch;
        }

        private TransposedGradients together(INDArray dyIn) {
            NativeOp both = bind("deconv2d_bp", new INDArray[] {dxBatch, w, dyIn}, dxBatch, dw);
            return new TransposedGradients(List.of(both), 0, 2);
        }

        /**
         * By the convolution that leads from y's images to x's: of which dx is the forward pass and dw the gradient of
         * the same weights. {@code deconv2d_bp} runs a convolution inside which takes oneDNN's helper, whatever it was
         * told, and that cannot dilate.
         */
        private TransposedGradients apart(INDArray dyIn) {
            Shape images = direct ? layer.output() : laid;
            INDArray unwanted = context.batch(context.scratch(images), n, images);
            NativeOp weights = bind("conv2d_bp", new INDArray[] {dyIn, w, dxBatch}, unwanted, dw);
            NativeOp convolution = bind("conv2d", new INDArray[] {dyIn, w}, dxBatch);
            return new TransposedGradients(List.of(weights, convolution), 2, 0);
        }

        private NativeOp cutOut(INDArray vector) {
            return Permutation.copy(ofLaid(lastY), ofOutput(vector));
        }

        /** y = images + b; a copy if there is no b. */
        private NativeOp plusBias(INDArray images) {
            boolean last = context.layout() == Layout.CHANNELS_LAST;
            return b.map(bias -> maths.plus(images, last ? bias : bias.reshape(1, bias.length(), 1, 1), yBatch))
                    .orElseGet(() -> maths.times(images, 1, yBatch));
        }

        private int rows() {
            return Math.min(layer.output().dim(1), laid.dim(1) - geometry.top());
        }

        private int columns() {
            return Math.min(layer.output().dim(2), laid.dim(2) - geometry.left());
        }

        /** What the laid images and the output have in common, as a part of the laid ones. */
        private INDArray ofLaid(INDArray batch) {
            return common(batch, laid, geometry.top(), geometry.left());
        }

        /** The same as a part of the output. */
        private INDArray ofOutput(INDArray batch) {
            return common(batch, layer.output(), 0, 0);
        }

        private INDArray common(INDArray batch, Shape whole, int top, int left) {
            int first = context.layout() == Layout.CHANNELS_LAST ? 1 : 2;
            long[] start = new long[4];
            start[first] = top;
            start[first + 1] = left;
            Shape part = Shape.of(whole.dim(0), rows(), columns());
            return Memory.part(batch, context.layout().extents(n, whole), start, context.layout().extents(n, part));
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            forward.input(0, x).run();
            backward.x(x);
            finish.forEach(NativeOp::run);
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            if (dy != lastDy) {
                lastDy = dy;
                spread.ifPresentOrElse(copy -> copy.input(0, ofOutput(dy)), () -> backward.dy(dy));
            }
            spread.ifPresent(NativeOp::run);
            backward.run();
            sums.ifPresent(sum -> sum.run(dy));
            return dxBatch;
        }

        @Override
        public void close() {
            forward.close();
            backward.close();
            Operation.closeAll(finish);
            spread.ifPresent(NativeOp::close);
            sums.ifPresent(ChannelSums::close);
        }
    }

    /**
     * What gives dw and dx, in this order if apart: all take dy, only the first takes x.
     *
     * @param xAt x's place among the inputs of the first
     * @param dyAt dy's place among the inputs of each
     */
    private record TransposedGradients(List<NativeOp> operations, int xAt, int dyAt) {
        void x(INDArray x) {
            operations.get(0).input(xAt, x);
        }

        void dy(INDArray dy) {
            operations.forEach(operation -> operation.input(dyAt, dy));
        }

        void run() {
            operations.forEach(NativeOp::run);
        }

        void close() {
            Operation.closeAll(operations);
        }
    }
}
