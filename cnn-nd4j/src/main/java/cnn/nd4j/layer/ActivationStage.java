package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Scalars;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation: y, and dx = dy·f′, in passes over memory at its full speed. (libnd4j's {@code relu_bp},
 * {@code sigmoid_bp} and others do it in one pass, which takes several times longer.) In place, y takes the memory of
 * x.
 */
final class ActivationStage implements Stage {
    private final StageContext context;
    private final Activation activation;
    private final Shape sample;
    private final Optional<INDArray> own;
    private final Optional<INDArray> kept;
    private final INDArray scratch;
    private final INDArray dx;
    private final Maths maths;

    /** @param inPlace for an activation after a stage of the same layer, whose output nobody else sees */
    ActivationStage(StageContext context, Activation activation, Shape sample, boolean inPlace) {
        this.context = context;
        this.activation = activation;
        this.sample = sample;
        this.own = inPlace ? Optional.empty() : Optional.of(context.activations(sample));
        this.kept = activation.keeps() ? Optional.of(context.workspace(sample)) : Optional.empty();
        this.dx = context.gradientArray(sample);
        this.scratch = inPlace ? dx : context.scratch(sample);
        this.maths = new Maths(new Scalars(context.memory()));
    }

    @Override
    public String describe() {
        return activation.label() + (own.isPresent() ? "" : " in place");
    }

    @Override
    public Run run(int n) {
        return new ActivationRun(n);
    }

    private final class ActivationRun implements Run {
        private final int n;
        private final INDArray dxBatch;
        private final NativeOp timesDy;
        private INDArray x;
        private INDArray y;
        private List<Operation> forward = List.of();
        private List<Operation> slope = List.of();

        ActivationRun(int n) {
            this.n = n;
            this.dxBatch = context.batch(dx, n, sample);
            this.timesDy = maths.times(dxBatch, dxBatch, dxBatch);
            this.x = dxBatch;
            this.y = dxBatch;
        }

        @Override
        public INDArray forward(INDArray input, Mode mode) {
            if (input != x) {
                bind(input);
            }
            Operation.runAll(forward);
            return y;
        }

        private void bind(INDArray input) {
            closeBound();
            x = input;
            y = own.map(this::batch).orElse(input);
            Activation.Arrays arrays = new Activation.Arrays(
                    x, y, dxBatch, kept.map(this::batch).orElse(x), batch(scratch), maths);
            forward = activation.forward(arrays);
            slope = activation.slope(arrays);
        }

        private INDArray batch(INDArray vector) {
            return context.batch(vector, n, sample);
        }

        @Override
        public INDArray backward(INDArray dy) {
            Operation.runAll(slope);
            timesDy.input(1, dy).run();
            return dxBatch;
        }

        private void closeBound() {
            Operation.closeAll(forward);
            Operation.closeAll(slope);
        }

        @Override
        public void close() {
            closeBound();
            timesDy.close();
        }
    }
}
