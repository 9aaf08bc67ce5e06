package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.HostValues;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.LegacyOp;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Permutation;
import cnn.nd4j.op.Product;
import cnn.nd4j.op.Scalars;
import cnn.nd4j.op.View;
import cnn.spec.LocalResponseNorm;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Local response normalisation on channels-last images, where the sums over neighbouring channels are a product of the
 * {@code [N·H·W, C]} matrix with a band of ones {@code [C, C]}. With s = k + α·Σx² and p = s^(-β), which are kept:
 * y = x·p; dx = dy·p - 2αβ·x·Σ(dy·x·p/s). Images that lie channels first are turned on the way in and out.
 */
final class ResponseNormStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final LocalResponseNorm spec;
    private final boolean turned;
    private final Maths maths;
    private final INDArray band;
    private final INDArray sums;
    private final INDArray powers;
    private final INDArray scratch;
    private final INDArray y;
    private final INDArray dx;
    /** x, dy and what is given back, channels last; only where images lie otherwise. */
    private final List<INDArray> own = new ArrayList<>();

    ResponseNormStage(StageContext context, PlacedLayer layer, LocalResponseNorm spec) {
        this.context = context;
        this.layer = layer;
        this.spec = spec;
        this.turned = context.layout() == Layout.CHANNELS_FIRST;
        this.maths = new Maths(new Scalars(context.memory()));
        this.band = band();
        this.sums = context.workspace(layer.input());
        this.powers = context.workspace(layer.input());
        this.scratch = context.scratch(layer.input());
        this.y = context.activations(layer.input());
        this.dx = context.gradientArray(layer.input());
        for (int i = 0; turned && i < 3; i++) {
            own.add(context.workspace(layer.input()));
        }
    }

    /** 1 where two channels see each other, else 0. */
    private INDArray band() {
        int channels = layer.input().dim(0);
        INDArray vector = context.memory().vector((long) channels * channels);
        double[] values = new double[channels * channels];
        for (int c = 0; c < channels; c++) {
            int end = Math.min(channels - 1, c + spec.size() / 2);
            for (int j = Math.max(0, c - spec.size() / 2); j <= end; j++) {
                values[c * channels + j] = 1;
            }
        }
        HostValues.of(vector, values.length).write(values);
        return Memory.view(vector, 0, channels, channels);
    }

    @Override
    public String describe() {
        return "passes over memory, sums over channels by matmul" + (turned ? ", channels last" : "");
    }

    @Override
    public Run run(int n) {
        return new ResponseNormRun(n);
    }

    private final class ResponseNormRun implements Run {
        private final int n;
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final View x;
        private final View dy;
        private final Optional<NativeOp> turnX;
        private final Optional<NativeOp> turnDy;
        private final Optional<NativeOp> turnY;
        private final Optional<NativeOp> turnDx;
        private final INDArray s;
        private final INDArray p;
        private final INDArray spare;
        private final INDArray yMatrix;
        private final INDArray dxMatrix;
        private INDArray boundX;
        private List<Operation> forward = List.of();
        private List<Operation> backward = List.of();
        private final NativeOp timesDy;
        private final NativeOp dyTimesPower;
        private final NativeOp add;

        ResponseNormRun(int n) {
            this.n = n;
            this.yBatch = context.batch(y, n, layer.input());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.x = matrixView();
            this.dy = matrixView();
            this.turnX = turn(0, true, dxBatch);
            this.turnDy = turn(1, true, dxBatch);
            this.turnY = turn(2, false, yBatch);
            this.turnDx = turn(2, false, dxBatch);
            this.s = matrix(sums);
            this.p = matrix(powers);
            this.spare = matrix(scratch);
            this.yMatrix = matrix(turned ? own.get(2) : y);
            this.dxMatrix = matrix(turned ? own.get(2) : dx);
            this.boundX = p;
            this.timesDy = maths.times(p, p, spare);
            this.dyTimesPower = maths.times(p, p, dxMatrix);
            this.add = maths.plus(dxMatrix, spare, dxMatrix);
        }

        private View matrixView() {
            return new View(rows(), layer.input().dim(0));
        }

        private long rows() {
            return (long) n * layer.input().dim(1) * layer.input().dim(2);
        }

        private INDArray matrix(INDArray vector) {
            return Memory.view(vector, 0, rows(), layer.input().dim(0));
        }

        /** Copies between {@code outside} and one of the own images, in or out. */
        private Optional<NativeOp> turn(int which, boolean in, INDArray outside) {
            if (!turned) {
                return Optional.empty();
            }
            INDArray inside = context.batch(own.get(which), n, layer.input());
            INDArray image = Memory.view(inside, 0, Layout.CHANNELS_LAST.extents(n, layer.input()));
            return Optional.of(
                    in ? Permutation.toChannelsLast(outside, image) : Permutation.toChannelsFirst(image, outside));
        }

        /** The matrix of {@code images}, by way of the copy if there is one. */
        private INDArray enter(INDArray images, Optional<NativeOp> turn, int which, View view) {
            turn.ifPresent(copy -> copy.input(0, images).run());
            return view.of(turned ? own.get(which) : images);
        }

        @Override
        public INDArray forward(INDArray input, Mode mode) {
            INDArray xMatrix = enter(input, turnX, 0, x);
            if (xMatrix != boundX) {
                bind(xMatrix);
            }
            Operation.runAll(forward);
            turnY.ifPresent(NativeOp::run);
            return yBatch;
        }

        private void bind(INDArray xMatrix) {
            closeBound();
            boundX = xMatrix;
            forward = List.of(
                    maths.times(xMatrix, xMatrix, spare),
                    Product.of(spare, false, band, false, s),
                    maths.times(s, spec.alpha(), s),
                    maths.plus(s, spec.k(), s),
                    LegacyOp.pow(s, -spec.beta(), p),
                    maths.times(xMatrix, p, yMatrix));
            backward = List.of(
                    maths.times(spare, xMatrix, spare),
                    NativeOp.of("divide", new INDArray[] {spare, s}, spare),
                    Product.of(spare, false, band, false, dxMatrix),
                    maths.times(dxMatrix, -2 * spec.alpha() * spec.beta(), dxMatrix),
                    maths.times(dxMatrix, xMatrix, spare));
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            INDArray dyMatrix = enter(outputGradient, turnDy, 1, dy);
            timesDy.input(0, dyMatrix).run();
            Operation.runAll(backward);
            dyTimesPower.input(0, dyMatrix).run();
            add.run();
            turnDx.ifPresent(NativeOp::run);
            return dxBatch;
        }

        private void closeBound() {
            Operation.closeAll(forward);
            Operation.closeAll(backward);
        }

        @Override
        public void close() {
            closeBound();
            Operation.closeAll(List.of(timesDy, dyTimesPower, add));
            for (Optional<NativeOp> turn : List.of(turnX, turnDy, turnY, turnDx)) {
                turn.ifPresent(NativeOp::close);
            }
        }
    }
}
