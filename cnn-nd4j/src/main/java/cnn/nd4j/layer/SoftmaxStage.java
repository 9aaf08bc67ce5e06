package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Scalars;
import cnn.spec.PlacedLayer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Softmax along a vector or along the channels of each pixel: y by libnd4j's {@code softmax}; dx = y·(dy - Σ y·dy) in
 * four passes, since {@code softmax_bp} computes y a second time.
 */
final class SoftmaxStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final Maths maths;
    private final INDArray y;
    private final INDArray dx;
    private final INDArray products;
    private final INDArray sums;

    SoftmaxStage(StageContext context, PlacedLayer layer) {
        this.context = context;
        this.layer = layer;
        this.maths = new Maths(new Scalars(context.memory()));
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
        this.products = context.scratch(layer.input());
        int classes = layer.input().dim(0);
        this.sums = context.memory().vector((long) context.maxBatch() * layer.input().size() / classes);
    }

    @Override
    public String describe() {
        return context.oneDnn() ? "softmax by oneDNN" : "softmax by libnd4j";
    }

    @Override
    public Run run(int n) {
        return new SoftmaxRun(n);
    }

    private final class SoftmaxRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final NativeOp forward;
        private final NativeOp timesDy;
        private final NativeOp sum;
        private final NativeOp fromDy;
        private final NativeOp timesY;

        SoftmaxRun(int n) {
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            INDArray product = context.batch(products, n, layer.input());
            long[] extents = context.layout().extents(n, layer.input());
            int axis = extents.length == 4 && context.layout() == Layout.CHANNELS_FIRST ? 1 : extents.length - 1;
            extents[axis] = 1;
            INDArray sumOfEach = Memory.view(sums, 0, extents);
            this.forward = NativeOp.of("softmax", new INDArray[] {dxBatch}, yBatch)
                    .withIntegers(axis)
                    .withOneDnn(context.oneDnn());
            this.timesDy = maths.times(yBatch, dxBatch, product);
            this.sum = NativeOp.of("reduce_sum", new INDArray[] {product}, sumOfEach)
                    .withIntegers(axis)
                    .withReals(1);
            this.fromDy = maths.minus(dxBatch, sumOfEach, dxBatch);
            this.timesY = maths.times(dxBatch, yBatch, dxBatch);
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            forward.input(0, x).run();
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            timesDy.input(1, dy).run();
            sum.run();
            fromDy.input(0, dy).run();
            timesY.run();
            return dxBatch;
        }

        @Override
        public void close() {
            Operation.closeAll(List.of(forward, timesDy, sum, fromDy, timesY));
        }
    }
}
