package cnn.nd4j.layer;

import cnn.backend.Mode;
import cnn.nd4j.op.HostValues;
import cnn.nd4j.op.Maths;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Scalars;
import cnn.nd4j.op.View;
import cnn.spec.GroupNorm;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Normalisation of each sample's channels in groups. Passes over memory work on channels: sums over a channel's pixels,
 * and images times or plus a number a channel of each sample. What follows from these few numbers is computed in double
 * by Java, with m elements a group and i = 1 / √(σ² + ε):
 *
 * <pre>
 * forward   μ = Σx / m, c = x - μ, σ² = Σc² / m, y = c·(i·γ) + β
 * backward  dβ = Σdy, dγ = Σ dy·c·i, s = Σ_group γ·Σdy, t = Σ_group γ·Σ(dy·c)·i
 *           dx = dy·(i·γ) + c·(-i²·t / m) + (-i·s / m)
 * </pre>
 */
final class GroupNormStage implements Stage {
    private final StageContext context;
    private final PlacedLayer layer;
    private final GroupNorm spec;
    private final int channels;
    private final int perGroup;
    private final double m;
    private final Maths maths;
    private final INDArray centred;
    private final INDArray y;
    private final INDArray dx;
    private final INDArray scratch;
    private final HostValues gamma;
    private final HostValues beta;
    private final HostValues dgamma;
    private final HostValues dbeta;

    GroupNormStage(StageContext context, PlacedLayer layer, GroupNorm spec) {
        this.context = context;
        this.layer = layer;
        this.spec = spec;
        this.channels = layer.input().dim(0);
        this.perGroup = channels / spec.groups();
        this.m = (double) perGroup * layer.input().dim(1) * layer.input().dim(2);
        this.maths = new Maths(new Scalars(context.memory()));
        this.centred = context.workspace(layer.input());
        this.y = context.activations(layer.input());
        this.dx = context.gradientArray(layer.input());
        this.scratch = context.scratch(layer.input());
        this.gamma = numbers(context.parameters(), layer.parameter("gamma"));
        this.beta = numbers(context.parameters(), layer.parameter("beta"));
        this.dgamma = numbers(context.gradient(), layer.parameter("gamma"));
        this.dbeta = numbers(context.gradient(), layer.parameter("beta"));
    }

    private HostValues numbers(INDArray flat, Slice slice) {
        return HostValues.of(flat, slice.offset(), channels);
    }

    private double[] read(HostValues values) {
        double[] read = new double[channels];
        values.read(read);
        return read;
    }

    @Override
    public String describe() {
        return "passes over memory";
    }

    @Override
    public Run run(int n) {
        return new GroupNormRun(n);
    }

    private final class GroupNormRun implements Run {
        private final int n;
        private final INDArray yBatch;
        private final INDArray dxBatch;
        private final SampleChannels each;
        private final View x;
        private final View dy;
        private final SampleChannels.Numbers shift;
        private final SampleChannels.Numbers scale;
        private final SampleChannels.Numbers slope;
        private final NativeOp sumOfX;
        private final NativeOp sumOfDy;
        private final NativeOp sumOfScratch;
        private final NativeOp centre;
        private final NativeOp square;
        private final List<NativeOp> toY;
        private final NativeOp timesDy;
        private final NativeOp scaleDy;
        private final List<NativeOp> toDx;
        private double[] inverse = new double[0];
        private double[] sumDy = new double[0];
        private double[] sumDyC = new double[0];

        GroupNormRun(int n) {
            this.n = n;
            this.yBatch = context.batch(y, n, layer.input());
            this.dxBatch = context.batch(dx, n, layer.input());
            this.each = new SampleChannels(context, layer.input(), n);
            this.x = each.view();
            this.dy = each.view();
            this.shift = each.new Numbers();
            this.scale = each.new Numbers();
            this.slope = each.new Numbers();
            INDArray out = each.view().of(y);
            INDArray back = each.view().of(dx);
            INDArray c = each.view().of(centred);
            INDArray spare = each.view().of(scratch);
            this.sumOfX = each.sum(out);
            this.sumOfDy = each.sum(out);
            this.sumOfScratch = each.sum(spare);
            this.centre = maths.plus(out, shift.array(), c);
            this.square = maths.times(c, c, spare);
            this.toY = List.of(maths.times(c, scale.array(), out), maths.plus(out, shift.array(), out));
            this.timesDy = maths.times(out, c, spare);
            this.scaleDy = maths.times(out, scale.array(), back);
            this.toDx = List.of(
                    maths.times(c, slope.array(), spare),
                    maths.plus(back, spare, back),
                    maths.plus(back, shift.array(), back));
        }

        /** Of each sample and group the sum over its channels, given for each of its channels. */
        private double[] overGroups(double[] ofChannels) {
            double[] sums = new double[ofChannels.length];
            for (int first = 0; first < sums.length; first += perGroup) {
                double sum = 0;
                for (int i = first; i < first + perGroup; i++) {
                    sum += ofChannels[i];
                }
                Arrays.fill(sums, first, first + perGroup, sum);
            }
            return sums;
        }

        @Override
        public INDArray forward(INDArray input, Mode mode) {
            double[] sum = overGroups(each.sums(sumOfX.input(each.matrixInput(), x.of(input))));
            shift.set(i -> -sum[i] / m);
            centre.input(0, x.of(input)).run();
            square.run();
            double[] squares = overGroups(each.sums(sumOfScratch));
            inverse = each.numbers(i -> 1 / Math.sqrt(squares[i] / m + spec.epsilon()));
            double[] g = read(gamma);
            double[] b = read(beta);
            scale.set(i -> inverse[i] * g[i % channels]);
            shift.set(i -> b[i % channels]);
            toY.forEach(NativeOp::run);
            return yBatch;
        }

        @Override
        public INDArray backward(INDArray outputGradient) {
            parametersOnly(outputGradient);
            double[] g = read(gamma);
            double[] s = overGroups(each.numbers(i -> g[i % channels] * sumDy[i]));
            double[] t = overGroups(each.numbers(i -> g[i % channels] * sumDyC[i] * inverse[i]));
            scale.set(i -> inverse[i] * g[i % channels]);
            slope.set(i -> -inverse[i] * inverse[i] * t[i] / m);
            shift.set(i -> -inverse[i] * s[i] / m);
            scaleDy.input(0, dy.of(outputGradient)).run();
            toDx.forEach(NativeOp::run);
            return dxBatch;
        }

        @Override
        public void parametersOnly(INDArray outputGradient) {
            sumDy = each.sums(sumOfDy.input(each.matrixInput(), dy.of(outputGradient)));
            timesDy.input(0, dy.of(outputGradient)).run();
            sumDyC = each.sums(sumOfScratch);
            double[] db = new double[channels];
            double[] dg = new double[channels];
            for (int i = 0; i < n * channels; i++) {
                db[i % channels] += sumDy[i];
                dg[i % channels] += sumDyC[i] * inverse[i];
            }
            dbeta.write(db);
            dgamma.write(dg);
        }

        @Override
        public void close() {
            Operation.closeAll(List.of(sumOfX, sumOfDy, sumOfScratch, centre, square, timesDy, scaleDy));
            List.of(toY, toDx).forEach(Operation::closeAll);
        }
    }
}
