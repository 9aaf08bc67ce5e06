package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.HostValues;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.VectorMath;
import cnn.nd4j.op.View;
import cnn.spec.BatchNorm2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation in whole passes over memory, with the few numbers a channel computed in double by Java:
 *
 * <pre>
 * forward   μ = Σx / M, c = x - μ, σ² = Σc² / M, y = c·(γ/σ) + β        with σ = √(σ² + ε) and M = N·H·W
 * backward  dβ = Σdy, dγ = Σ dy·c / σ, dx = dy·(γ/σ) + c·(-γ·dγ / (M·σ²)) + (-γ·dβ / (M·σ))
 * </pre>
 *
 * <p>c is kept for the way back. libnd4j's {@code batchnorm_bp} takes seven times as long, its {@code batchnorm} computes
 * no statistics.
 */
final class BatchNormStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final BatchNorm2d spec;
    private final int channels;
    private final INDArray centred;
    private final INDArray y;
    private final INDArray dx;
    private final INDArray scratch;
    private final VectorMath vectors = new VectorMath();
    private final HostValues gamma;
    private final HostValues beta;
    private final HostValues dgamma;
    private final HostValues dbeta;
    private final HostValues mean;
    private final HostValues variance;

    BatchNormStage(StageContext context, PlacedLayer layer, BatchNorm2d spec) {
        this.context = context;
        this.layer = layer;
        this.spec = spec;
        this.channels = layer.input().dim(0);
        this.centred = context.workspace(layer.input());
        this.y = context.activations(layer.input());
        this.dx = context.gradientArray(layer.input());
        this.scratch = context.scratch(layer.input());
        this.gamma = numbers(context.parameters(), layer.parameter("gamma"));
        this.beta = numbers(context.parameters(), layer.parameter("beta"));
        this.dgamma = numbers(context.gradient(), layer.parameter("gamma"));
        this.dbeta = numbers(context.gradient(), layer.parameter("beta"));
        this.mean = HostValues.of(context.state(), layer.state("mean").offset(), channels);
        this.variance = HostValues.of(context.state(), layer.state("var").offset(), channels);
    }

    private HostValues numbers(INDArray flat, Slice slice) {
        return HostValues.of(flat, slice.offset(), channels);
    }

    @Override
    public String describe() {
        return "passes over memory" + (context.oneDnn() ? ", the last by oneDNN" : "");
    }

    @Override
    public Run run(int n) {
        return new BatchNormRun(n);
    }

    private double[] read(HostValues values) {
        double[] read = new double[channels];
        values.read(read);
        return read;
    }

    private double[] perChannel(IntToDoubleFunction value) {
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = value.applyAsDouble(c);
        }
        return values;
    }

    private final class BatchNormRun implements Run {
        private final double m;
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final ChannelMath.Sum sumX;
        private final ChannelMath.Sum sumScratch;
        private final ChannelMath.Sum sumDy;
        private final View x;
        private final View dy;
        private final ChannelMath.Numbers minusMean;
        private final ChannelMath.Numbers scale;
        private final ChannelMath.Numbers shift;
        private final ChannelMath.Numbers slope;
        private final NativeOp centre;
        private final NativeOp square;
        private final List<NativeOp> scaleAndShift;
        private final NativeOp timesDy;
        private final List<NativeOp> slopeAndShift;
        private final NativeOp scaleDy;
        private final long elements;
        private double[] inverseSigma = new double[channels];
        private double[] db = new double[channels];
        private double[] dg = new double[channels];

        BatchNormRun(int n) {
            this.m = (double) n * layer.input().dim(1) * layer.input().dim(2);
            this.yBatch = context.batch(y, n, layer.input());
            this.dxBatch = context.batch(dx, n, layer.input());
            ChannelMath math = new ChannelMath(context, layer.input(), n);
            this.sumX = math.new Sum(y);
            this.sumScratch = math.new Sum(scratch);
            this.sumDy = math.new Sum(dx);
            this.x = math.matrix();
            this.dy = math.matrix();
            this.minusMean = math.new Numbers();
            this.scale = math.new Numbers();
            this.shift = math.new Numbers();
            this.slope = math.new Numbers();
            INDArray c = math.matrix().of(centred);
            INDArray out = math.matrix().of(y);
            INDArray spare = math.matrix().of(scratch);
            this.centre = minusMean.plus(x.of(y), c);
            this.square = NativeOp.of("multiply", new INDArray[] {c, c}, spare);
            this.scaleAndShift = math.affine(centred, scale, shift, y);
            this.timesDy = NativeOp.of("multiply", new INDArray[] {out, c}, spare);
            this.slopeAndShift = math.affine(centred, slope, shift, dx);
            this.scaleDy = scale.times(out, spare);
            this.elements = c.length();
        }

        @Override
        public INDArray forward(INDArray input, Mode mode) {
            double[] mu = mode.training() ? batchMean(input) : read(mean);
            minusMean.set(perChannel(c -> -mu[c]));
            centre.input(0, x.of(input)).run();
            double[] sigma2 = mode.training() ? batchVariance() : read(variance);
            if (mode.training()) {
                follow(mean, mu);
                follow(variance, sigma2);
            }
            inverseSigma = perChannel(c -> 1 / Math.sqrt(sigma2[c] + spec.epsilon()));
            double[] g = read(gamma);
            scale.set(perChannel(c -> g[c] * inverseSigma[c]));
            shift.set(read(beta));
            scaleAndShift.forEach(NativeOp::run);
            return yBatch;
        }

        private double[] batchMean(INDArray input) {
            double[] sums = sumX.of(input);
            return perChannel(c -> sums[c] / m);
        }

        private double[] batchVariance() {
            square.run();
            double[] sums = sumScratch.of(scratch);
            return perChannel(c -> sums[c] / m);
        }

        /** state ← (1 - momentum)·state + momentum·(batch value). */
        private void follow(HostValues state, double[] batch) {
            double[] old = read(state);
            state.write(perChannel(c -> (1 - spec.momentum()) * old[c] + spec.momentum() * batch[c]));
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            parametersOnly(outputGradient);
            double[] g = read(gamma);
            scale.set(perChannel(c -> g[c] * inverseSigma[c]));
            slope.set(perChannel(c -> -g[c] * dg[c] * inverseSigma[c] * inverseSigma[c] / m));
            shift.set(perChannel(c -> -g[c] * db[c] * inverseSigma[c] / m));
            slopeAndShift.forEach(NativeOp::run);
            scaleDy.input(0, dy.of(outputGradient)).run();
            vectors.addScaled(elements, 1, scratch, dx);
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray outputGradient) {
            db = sumDy.of(outputGradient);
            dbeta.write(db);
            timesDy.input(0, dy.of(outputGradient)).run();
            double[] sums = sumScratch.of(scratch);
            dg = perChannel(c -> sums[c] * inverseSigma[c]);
            dgamma.write(dg);
        }

        @Override
        public void close() {
            List.of(sumX, sumScratch, sumDy).forEach(ChannelMath.Sum::close);
            Operation.closeAll(List.of(centre, square, timesDy, scaleDy));
            Operation.closeAll(scaleAndShift);
            Operation.closeAll(slopeAndShift);
        }
    }
}
