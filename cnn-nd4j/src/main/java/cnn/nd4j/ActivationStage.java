package cnn.nd4j;

import cnn.backend.Mode;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An activation, whose backward needs only y: dx = dy · f′ with f′ written in y, in passes over memory at its full speed.
 * (libnd4j's {@code relu_bp}, {@code sigmoid_bp} and {@code tanh_bp} do it in one pass, which takes several times longer.)
 * In place, y takes the memory of x.
 */
final class ActivationStage implements Stage {
    /** The function; its derivative is {@link #slope}. */
    enum Kind {
        RELU,
        SIGMOID,
        TANH;

        /** Whether y may take the memory of x. */
        boolean canRunInPlace() {
            return this != TANH;
        }

        private Operation forward(INDArray x, INDArray y) {
            INDArray[] input = {x};
            return switch (this) {
                case RELU -> NativeOp.of("relu", input, y).withReals(0);
                case SIGMOID -> NativeOp.of("sigmoid", input, y);
                case TANH -> new AccurateTanh(x, y);
            };
        }

        /** What writes f′ into {@code slope}: [y > 0], (1 - y)·y, 1 - y². */
        private List<Operation> slope(INDArray y, INDArray one, INDArray slope) {
            return switch (this) {
                case RELU -> List.of(LegacyOp.step(y, slope));
                case SIGMOID -> List.of(minus(one, y, slope), times(slope, y, slope));
                case TANH -> List.of(times(y, y, slope), minus(one, slope, slope));
            };
        }

        private static NativeOp minus(INDArray a, INDArray b, INDArray z) {
            return NativeOp.of("reversesubtract", new INDArray[] {b, a}, z);
        }

        private static NativeOp times(INDArray a, INDArray b, INDArray z) {
            return NativeOp.of("multiply", new INDArray[] {a, b}, z);
        }
    }

    private final StageContext context;
    private final Kind kind;
    private final Shape sample;
    private final Optional<INDArray> own;
    private final INDArray dx;
    private final INDArray one;

    /** @param inPlace for an activation after a stage of the same layer, whose output nobody else sees */
    ActivationStage(StageContext context, Kind kind, Shape sample, boolean inPlace) {
        this.context = context;
        this.kind = kind;
        this.sample = sample;
        this.own = inPlace ? Optional.empty() : Optional.of(context.activations(sample));
        this.dx = context.gradientArray(sample);
        this.one = context.memory().vector(1);
        one.assign(1);
    }

    @Override
    public String describe() {
        return kind.name().toLowerCase(Locale.ROOT) + (own.isPresent() ? "" : " in place");
    }

    @Override
    public Run run(int n) {
        return new ActivationRun(n);
    }

    private final class ActivationRun implements Run {
        private final Optional<INDArray> ownBatch;
        private final INDArray dxBatch;
        private final NativeOp timesDy;
        private INDArray x;
        private INDArray y;
        private List<Operation> forward = List.of();
        private List<Operation> slope = List.of();

        ActivationRun(int n) {
            this.ownBatch = own.map(vector -> context.batch(vector, n, sample));
            this.dxBatch = context.batch(dx, n, sample);
            this.timesDy = Kind.times(dxBatch, dxBatch, dxBatch);
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
            y = ownBatch.orElse(input);
            forward = List.of(kind.forward(x, y));
            slope = kind.slope(y, one, dxBatch);
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
