package cnn.nd4j.layer;

import cnn.backend.Chain;
import cnn.backend.Mode;
import cnn.nd4j.op.HandedOut;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Operation;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A residual block: two chains of layers that are given the same x, and whose outputs are added; back, both are given the
 * same dy. Each chain keeps its gradients in arrays of its own, so that dy outlives the first.
 */
final class ResidualStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final Chain body;
    private final Chain shortcut;
    private final INDArray y;
    private final INDArray dx;

    ResidualStage(StageContext context, PlacedLayer layer, Chain body, Chain shortcut) {
        this.context = context;
        this.layer = layer;
        this.body = body;
        this.shortcut = shortcut;
        this.y = context.activations(layer.output());
        this.dx = context.gradientArray(layer.input());
    }

    @Override
    public String describe() {
        return "sum of branches";
    }

    @Override
    public Run run(int n) {
        return new ResidualRun(n);
    }

    @Override
    public List<Chain> chains() {
        return List.of(body, shortcut);
    }

    @Override
    public void close() {
        body.close();
        shortcut.close();
    }

    private static INDArray array(Tensor tensor) {
        return ((Nd4jTensor) tensor).array();
    }

    private final class ResidualRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final HandedOut x;
        private final HandedOut dy;
        private final NativeOp sum;
        private final NativeOp gradientSum;

        ResidualRun(int n) {
            this.yBatch = context.batch(y, n, layer.output());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.x = new HandedOut(array -> context.tensor(array, layer.input().withBatch(n)));
            this.dy = new HandedOut(array -> context.tensor(array, layer.output().withBatch(n)));
            this.sum = NativeOp.of("add", new INDArray[] {yBatch, yBatch}, yBatch);
            this.gradientSum = NativeOp.of("add", new INDArray[] {dxBatch, dxBatch}, dxBatch);
        }

        @Override
        public INDArray forward(INDArray input, Mode mode) {
            INDArray ofBody = array(body.forward(x.of(input), mode));
            INDArray ofShortcut = array(shortcut.forward(x.of(input), mode));
            sum.input(0, ofBody).input(1, ofShortcut).run();
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            INDArray ofBody = array(body.dx(dy.of(outputGradient)));
            INDArray ofShortcut = array(shortcut.dx(dy.of(outputGradient)));
            gradientSum.input(0, ofBody).input(1, ofShortcut).run();
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray outputGradient) {
            body.parametersOnly(dy.of(outputGradient));
            shortcut.parametersOnly(dy.of(outputGradient));
        }

        @Override
        public void close() {
            Operation.closeAll(List.of(sum, gradientSum));
            x.close();
            dy.close();
        }
    }
}
