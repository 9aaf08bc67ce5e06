package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Scalars;
import cnn.random.DropoutMask;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout of elements or of channels: x times a mask of factors, which Java draws by address, so that it is the same on
 * every engine; dx is dy times the same mask. In inference y is x itself.
 */
final class DropoutStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final double rate;
    private final int run;
    private final Maths maths;
    private final INDArray mask;
    private final INDArray y;
    private final INDArray dx;

    /** @param run how many neighbours in row order share one draw: 1, or a channel's pixels */
    DropoutStage(StageContext context, PlacedLayer layer, double rate, int run) {
        this.context = context;
        this.layer = layer;
        this.rate = rate;
        this.run = run;
        this.maths = new Maths(new Scalars(context.memory()));
        this.mask = context.workspace(layer.input());
        this.y = context.activations(layer.input());
        this.dx = context.gradientArray(layer.input());
    }

    @Override
    public String describe() {
        return "times a mask that Java draws";
    }

    @Override
    public Run run(int n) {
        return new DropoutRun(n);
    }

    private final class DropoutRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final Nd4jTensor factors;
        private final int draws;
        private final float[] singles;
        private final double[] doubles;
        private final NativeOp timesX;
        private final NativeOp timesDy;

        DropoutRun(int n) {
            int elements = n * layer.input().size();
            boolean single = context.precision() == Precision.FLOAT32;
            INDArray maskBatch = context.batch(mask, n, layer.input());
            this.yBatch = context.batch(y, n, layer.input());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.factors = context.tensor(maskBatch, layer.input().withBatch(n));
            this.draws = elements / run;
            this.singles = new float[single ? elements : 0];
            this.doubles = new double[single ? 0 : elements];
            this.timesX = maths.times(yBatch, maskBatch, yBatch);
            this.timesDy = maths.times(dxBatch, maskBatch, dxBatch);
        }

        @Override
        public INDArray forward(INDArray x, Mode mode) {
            if (!mode.training()) {
                return x;
            }
            draw(new DropoutMask(mode.seed(), mode.step(), layer.index(), rate));
            timesX.input(0, x).run();
            return yBatch;
        }

        private void draw(DropoutMask drawn) {
            if (singles.length > 0) {
                drawn.factors(0, draws, singles, 0);
                for (int i = draws - 1; run > 1 && i >= 0; i--) {
                    Arrays.fill(singles, i * run, (i + 1) * run, singles[i]);
                }
                factors.copyFrom(singles);
            } else {
                drawn.factors(0, draws, doubles, 0);
                for (int i = draws - 1; run > 1 && i >= 0; i--) {
                    Arrays.fill(doubles, i * run, (i + 1) * run, doubles[i]);
                }
                factors.copyFrom(doubles);
            }
        }

        @Override
        public INDArray backward(INDArray dy) {
            timesDy.input(0, dy).run();
            return dxBatch;
        }

        @Override
        public void close() {
            Operation.closeAll(List.of(timesX, timesDy));
            factors.close();
        }
    }
}
