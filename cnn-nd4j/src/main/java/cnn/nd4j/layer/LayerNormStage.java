package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.HostValues;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Permutation;
import cnn.nd4j.op.Product;
import cnn.nd4j.op.Scalars;
import cnn.nd4j.op.View;
import cnn.spec.LayerNorm;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Normalisation of whole samples, the batch as a matrix {@code [N, F]}, with the two numbers a sample computed in
 * double by Java:
 *
 * <pre>
 * forward   μ = Σx / F, c = x - μ, σ² = Σc² / F, x̂ = c / √(σ² + ε), y = x̂·γ + β
 * backward  dβ = Σ_n dy, dγ = Σ_n dy·x̂, g = dy·γ, dx = (g - Σg / F - x̂·Σ(g·x̂) / F) / √(σ² + ε)
 * </pre>
 *
 * <p>γ and β have the order of the spec; where images lie channels last, they are turned once a pass, and their
 * gradients back.
 */
final class LayerNormStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final LayerNorm spec;
    private final int features;
    private final Maths maths;
    private final INDArray ones;
    private final INDArray normalised;
    private final INDArray y;
    private final INDArray dx;
    private final INDArray scratch;
    private final INDArray gamma;
    private final INDArray beta;
    private final INDArray dgamma;
    private final INDArray dbeta;
    private final List<NativeOp> turn = new ArrayList<>();
    private final List<NativeOp> turnBack = new ArrayList<>();

    LayerNormStage(StageContext context, PlacedLayer layer, LayerNorm spec) {
        this.context = context;
        this.layer = layer;
        this.spec = spec;
        this.features = layer.input().size();
        this.maths = new Maths(new Scalars(context.memory()));
        this.ones = context.memory().vector(Math.max(features, context.maxBatch()));
        ones.assign(1);
        this.normalised = context.workspace(layer.input());
        this.y = context.activations(layer.input());
        this.dx = context.gradientArray(layer.input());
        this.scratch = context.scratch(layer.input());
        this.gamma = inLayout(context.parameters(), layer.parameter("gamma"), false);
        this.beta = inLayout(context.parameters(), layer.parameter("beta"), false);
        this.dgamma = inLayout(context.gradient(), layer.parameter("gamma"), true);
        this.dbeta = inLayout(context.gradient(), layer.parameter("beta"), true);
    }

    /** The slice as a row {@code [1, F]} in the order of a sample's elements: itself, or a copy that is turned. */
    private INDArray inLayout(INDArray flat, Slice slice, boolean gradient) {
        Shape sample = layer.input();
        if (context.layout().isRowMajor(sample)) {
            return Memory.view(flat, slice.offset(), 1, features);
        }
        INDArray own = context.memory().vector(features);
        INDArray image = Memory.view(own, 0, context.layout().extents(1, sample));
        INDArray asInSpec = Memory.view(flat, slice.offset(), Layout.CHANNELS_FIRST.extents(1, sample));
        if (gradient) {
            turnBack.add(Permutation.toChannelsFirst(image, asInSpec));
        } else {
            turn.add(Permutation.toChannelsLast(asInSpec, image));
        }
        return Memory.view(own, 0, 1, features);
    }

    @Override
    public String describe() {
        return "passes over memory";
    }

    @Override
    public Run run(int n) {
        return new LayerNormRun(n);
    }

    @Override
    public void close() {
        Operation.closeAll(turn);
        Operation.closeAll(turnBack);
    }

    /** A number a sample, as a native column {@code [N, 1]}. */
    private final class Column {
        private final INDArray array;
        private final HostValues host;
        private final double[] values;

        Column(int n) {
            this.array = Memory.view(context.memory().vector(n), 0, n, 1);
            this.host = HostValues.of(array, n);
            this.values = new double[n];
        }

        void set(IntToDoubleFunction value) {
            for (int i = 0; i < values.length; i++) {
                values[i] = value.applyAsDouble(i);
            }
            host.write(values);
        }

        double[] read() {
            host.read(values);
            return values;
        }
    }

    private final class LayerNormRun implements Run {
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final View x;
        private final View dy;
        private final Column sums;
        private final Column factors;
        private final Column shifts;
        private final Column slopes;
        private final double[] inverseSigma;
        private final NativeOp sumOfX;
        private final NativeOp centre;
        private final NativeOp sumOfScratch;
        private final NativeOp sumOfG;
        private final NativeOp square;
        private final List<NativeOp> toY;
        private final NativeOp dbetaSum;
        private final NativeOp timesNormalised;
        private final NativeOp dgammaSum;
        private final NativeOp timesGamma;
        private final NativeOp gTimesNormalised;
        private final List<NativeOp> toDx;

        LayerNormRun(int n) {
            this.yBatch = context.batch(y, n, layer.input());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.x = new View(n, features);
            this.dy = new View(n, features);
            this.sums = new Column(n);
            this.factors = new Column(n);
            this.shifts = new Column(n);
            this.slopes = new Column(n);
            this.inverseSigma = new double[n];
            INDArray out = Memory.view(y, 0, n, features);
            INDArray back = Memory.view(dx, 0, n, features);
            INDArray c = Memory.view(normalised, 0, n, features);
            INDArray spare = Memory.view(scratch, 0, n, features);
            INDArray column = Memory.view(ones, 0, features, 1);
            INDArray row = Memory.view(ones, 0, 1, n);
            this.sumOfX = Product.of(out, false, column, false, sums.array);
            this.sumOfScratch = Product.of(spare, false, column, false, sums.array);
            this.sumOfG = Product.of(back, false, column, false, sums.array);
            this.centre = maths.plus(out, shifts.array, c);
            this.square = maths.times(c, c, spare);
            this.toY = List.of(
                    maths.times(c, factors.array, c), maths.times(c, gamma, out), maths.plus(out, beta, out));
            this.dbetaSum = Product.of(row, false, out, false, dbeta);
            this.timesNormalised = maths.times(out, c, spare);
            this.dgammaSum = Product.of(row, false, spare, false, dgamma);
            this.timesGamma = maths.times(out, gamma, back);
            this.gTimesNormalised = maths.times(back, c, spare);
            this.toDx = List.of(
                    maths.times(c, slopes.array, spare),
                    maths.times(back, factors.array, back),
                    maths.plus(back, shifts.array, back),
                    maths.plus(back, spare, back));
        }

        @Override
        public INDArray forward(INDArray input, Mode mode) {
            turn.forEach(NativeOp::run);
            sumOfX.input(0, x.of(input)).run();
            double[] sum = sums.read();
            shifts.set(n -> -sum[n] / features);
            centre.input(0, x.of(input)).run();
            square.run();
            sumOfScratch.run();
            double[] squares = sums.read();
            for (int n = 0; n < inverseSigma.length; n++) {
                inverseSigma[n] = 1 / Math.sqrt(squares[n] / features + spec.epsilon());
            }
            factors.set(n -> inverseSigma[n]);
            toY.forEach(NativeOp::run);
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            parametersOnly(outputGradient);
            timesGamma.input(0, dy.of(outputGradient)).run();
            sumOfG.run();
            double[] sum = sums.read();
            shifts.set(n -> -sum[n] / features * inverseSigma[n]);
            gTimesNormalised.run();
            sumOfScratch.run();
            double[] products = sums.read();
            slopes.set(n -> -products[n] / features * inverseSigma[n]);
            factors.set(n -> inverseSigma[n]);
            toDx.forEach(NativeOp::run);
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray outputGradient) {
            dbetaSum.input(1, dy.of(outputGradient)).run();
            timesNormalised.input(0, dy.of(outputGradient)).run();
            dgammaSum.run();
            turnBack.forEach(NativeOp::run);
        }

        @Override
        public void close() {
            Operation.closeAll(List.of(sumOfX, centre, sumOfScratch, sumOfG, dbetaSum, timesNormalised, dgammaSum));
            Operation.closeAll(List.of(square, timesGamma, gTimesNormalised));
            List.of(toY, toDx).forEach(Operation::closeAll);
        }
    }
}
