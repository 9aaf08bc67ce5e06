package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Window2d;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Max or average pooling by libnd4j's {@code maxpool2d}, {@code avgpool2d} and their {@code _bp}. All of them, oneDNN's
 * too, let padding never win, give a tie's gradient to the first of the winners in row order, and take the padding below
 * and right from the output's extents.
 */
final class PoolStage implements Stage {
    /** What is computed of a window, with libnd4j's word and its extra argument. */
    enum Kind {
        MAX("maxpool2d", 0),
        AVERAGE_OF_IMAGE("avgpool2d", 0),
        AVERAGE_WITH_PADDING("avgpool2d", 1);

        private final String operation;
        private final long extra;

        Kind(String operation, long extra) {
            this.operation = operation;
            this.extra = extra;
        }
    }

    private final StageContext context;
    private final PlacedLayer layer;
    private final Geometry2d geometry;
    private final Kind kind;
    private final INDArray y;
    private final INDArray dx;

    PoolStage(StageContext context, PlacedLayer layer, Window2d window, Kind kind) {
        this.context = context;
        this.layer = layer;
        this.geometry = window.on(layer.input().dim(1), layer.input().dim(2));
        this.kind = kind;
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
    }

    @Override
    public String describe() {
        return kind.operation + (context.oneDnn() ? " by oneDNN" : " by libnd4j");
    }

    @Override
    public Run run(int n) {
        return new PoolRun(n);
    }

    private NativeOp bind(String operation, INDArray[] inputs, INDArray output) {
        return NativeOp.of(operation, inputs, output)
                .withIntegers(
                        geometry.kernelH(),
                        geometry.kernelW(),
                        geometry.strideH(),
                        geometry.strideW(),
                        geometry.top(),
                        geometry.left(),
                        1,
                        1,
                        0,
                        kind.extra,
                        context.layout().flag())
                .withOutputShapesAsGiven()
                .withOneDnn(context.oneDnn());
    }

    private final class PoolRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final NativeOp forward;
        private final NativeOp backward;

        PoolRun(int n) {
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.forward = bind(kind.operation, new INDArray[] {dxBatch}, yBatch);
            this.backward = bind(kind.operation + "_bp", new INDArray[] {dxBatch, yBatch}, dxBatch);
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            forward.input(0, x).run();
            backward.input(0, x);
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            backward.input(1, dy).run();
            return dxBatch;
        }

        @Override
        public void close() {
            Operation.closeAll(List.of(forward, backward));
        }
    }
}
