package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Permutation;
import cnn.spec.PlacedLayer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies images into rows {@code [N, C·H·W]} and back, which from channels-last images is a permutation. */
final class FlattenStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final INDArray y;
    private final INDArray dx;

    FlattenStage(StageContext context, PlacedLayer layer) {
        this.context = context;
        this.layer = layer;
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
    }

    @Override
    public String describe() {
        return "a copy, channels first";
    }

    @Override
    public Run run(int n) {
        return new FlattenRun(n);
    }

    private final class FlattenRun implements Run {
        private final long[] rowMajor;
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final NativeOp forward;
        private final NativeOp backward;
        private INDArray lastDy;

        FlattenRun(int n) {
            this.rowMajor = context.layout().isRowMajor(layer.input())
                    ? context.layout().extents(n, layer.input())
                    : Layout.CHANNELS_FIRST.extents(n, layer.input());
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.lastDy = yBatch;
            INDArray images = Memory.view(y, 0, rowMajor);
            boolean permuted = !context.layout().isRowMajor(layer.input());
            this.forward = permuted ? Permutation.toChannelsFirst(dxBatch, images) : Permutation.copy(dxBatch, images);
            this.backward = permuted ? Permutation.toChannelsLast(images, dxBatch) : Permutation.copy(images, dxBatch);
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            forward.input(0, x).run();
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray dy) {
            if (dy != lastDy) {
                lastDy = dy;
                backward.input(0, Memory.view(dy, 0, rowMajor));
            }
            backward.run();
            return dxBatch;
        }

        @Override
        public void close() {
            Operation.closeAll(List.of(forward, backward));
        }
    }
}
