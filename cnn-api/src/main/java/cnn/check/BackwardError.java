package cnn.check;

import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.Dropout;
import cnn.spec.Elu;
import cnn.spec.Flatten;
import cnn.spec.Gelu;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.ParameterSpec;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Slice;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;

/**
 * How errors travel backwards through a layer: given how far x and dy may be off, how far dx and the parameters' gradients
 * may be off because of it, to first order. Where an error may tip a ReLU or a max pool over to the other side of its
 * kink, the whole dy that goes one way or the other counts as error.
 */
final class BackwardError implements LayerSpec.Visitor<BackwardError.Carried> {
    /** The largest |f″| of the sigmoid, √3/18, and of tanh, 4√3/9. */
    private static final double SIGMOID_BEND = Math.sqrt(3) / 18;

    private static final double TANH_BEND = 4 * Math.sqrt(3) / 9;

    private final ErrorBound own;
    private final LayerInputs in;
    private final double[] errorOfX;
    private final double[] errorOfDy;

    /**
     * Bounds for the errors of dx and of the layer's own part of the gradient.
     *
     * @param atKinks how many activations may tip over
     */
    record Carried(double[] dx, double[] gradient, int atKinks) {}

    private BackwardError(LayerInputs in, double[] errorOfX, double[] errorOfDy, ErrorBound own) {
        this.in = in;
        this.errorOfX = errorOfX;
        this.errorOfDy = errorOfDy;
        this.own = own;
    }

    /** What came in with x and dy, carried on, and what the layer's own roundings add. */
    static Carried after(LayerInputs in, double[] errorOfX, double[] errorOfDy, ErrorBound own) {
        Carried carried = in.spec().accept(new BackwardError(in, errorOfX, errorOfDy, own));
        LayerBounds bounds = own.of(in);
        double[] dx = plus(carried.dx, bounds.dx().values(), 0);
        double[] gradient = carried.gradient.clone();
        int start = 0;
        for (Bound bound : bounds.gradient()) {
            gradient = plus(gradient, bound.values(), start);
            start += bound.values().length;
        }
        return new Carried(dx, gradient, carried.atKinks);
    }

    private static double[] plus(double[] a, double[] b, int start) {
        double[] sum = a.clone();
        for (int i = 0; i < b.length; i++) {
            sum[start + i] += b[i];
        }
        return sum;
    }

    /** dx = Σ w·dy and dw = Σ x·dy: each factor's error times the other factor's size; db = Σ dy. */
    private Carried weighted() {
        LayerInputs sizes = in.withFlow(LayerBoundsOf.absolute(in.x()), LayerBoundsOf.absolute(in.dy()))
                .withParameters(LayerBoundsOf.absolute(in.parameters()));
        LayerOutputs byDy = SingleLayer.run(own.reference(), sizes.withDy(errorOfDy));
        double[] byX = SingleLayer.run(own.reference(), sizes.withX(errorOfX)).gradient();
        double[] gradient = byDy.gradient().clone();
        for (Slice slice : in.placed().parameters()) {
            for (int i = slice.offset(); i < slice.end() && slice.parameter().role() == ParameterSpec.Role.WEIGHT; i++) {
                gradient[i] += byX[i];
            }
        }
        return new Carried(byDy.dx(), gradient, 0);
    }

    /** A layer whose dx is a sum of dy with factors that are not negative and do not depend on x between kinks. */
    private Carried linear() {
        return new Carried(SingleLayer.run(own.reference(), in.withDy(errorOfDy)).dx(), new double[0], 0);
    }

    /** dx = dy·f′(x). */
    private Carried curved(double steepest, double bend) {
        double[] dx = new double[errorOfDy.length];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = steepest * errorOfDy[i] + bend * Math.abs(in.dy()[i]) * errorOfX[i];
        }
        return new Carried(dx, new double[0], 0);
    }

    @Override
    public Carried conv2d(Conv2d spec) {
        return weighted();
    }

    @Override
    public Carried transposedConv2d(TransposedConv2d spec) {
        return weighted();
    }

    @Override
    public Carried dense(Dense spec) {
        return weighted();
    }

    @Override
    public Carried maxPool2d(MaxPool2d spec) {
        return maximum(spec.window());
    }

    /** Where others are as good as the winner, as far as errors go, each of them may get dy or not. */
    private Carried maximum(Window2d window) {
        double[] dx = linear().dx;
        boolean[] contested = new boolean[errorOfDy.length];
        int atKinks = 0;
        new PoolWindows(window.on(in.input().dim(1), in.input().dim(2)), in.x())
                .forEachRival((y, winner, other) -> {
                    double reach = errorOfX[winner] + errorOfX[other];
                    if (reach > 0 && in.x()[winner] - in.x()[other] <= reach) {
                        dx[other] += Math.abs(in.dy()[y]) + errorOfDy[y];
                        dx[winner] += contested[y] ? 0 : Math.abs(in.dy()[y]) + errorOfDy[y];
                        contested[y] = true;
                    }
                });
        for (boolean one : contested) {
            atKinks += one ? 1 : 0;
        }
        return new Carried(dx, new double[0], atKinks);
    }

    @Override
    public Carried avgPool2d(AvgPool2d spec) {
        return linear();
    }

    @Override
    public Carried flatten(Flatten spec) {
        return linear();
    }

    @Override
    public Carried relu(Relu spec) {
        double[] dx = linear().dx;
        int atKinks = 0;
        for (int i = 0; i < dx.length; i++) {
            if (errorOfX[i] > 0 && Math.abs(in.x()[i]) <= errorOfX[i]) {
                dx[i] = Math.abs(in.dy()[i]) + errorOfDy[i];
                atKinks++;
            }
        }
        return new Carried(dx, new double[0], atKinks);
    }

    @Override
    public Carried dropout(Dropout spec) {
        return linear();
    }

    @Override
    public Carried spatialDropout2d(SpatialDropout2d spec) {
        return linear();
    }

    @Override
    public Carried sigmoid(Sigmoid spec) {
        return curved(0.25, SIGMOID_BEND);
    }

    @Override
    public Carried tanh(Tanh spec) {
        return curved(1, TANH_BEND);
    }

    @Override
    public Carried batchNorm2d(BatchNorm2d spec) {
        return new BatchNormErrors(in).backward(errorOfX, errorOfDy);
    }

    @Override
    public Carried layerNorm(LayerNorm spec) {
        return SampleNormErrors.of(spec, in).backward(errorOfX, errorOfDy);
    }

    @Override
    public Carried groupNorm(GroupNorm spec) {
        return SampleNormErrors.of(spec, in).backward(errorOfX, errorOfDy);
    }

    @Override
    public Carried localResponseNorm(LocalResponseNorm spec) {
        return new ResponseNormErrors(spec, in).backward(errorOfX, errorOfDy);
    }

    @Override
    public Carried globalAvgPool2d(GlobalAvgPool2d spec) {
        return linear();
    }

    @Override
    public Carried leakyRelu(LeakyRelu spec) {
        return ActivationErrors.of(spec).backward(in, errorOfX, errorOfDy);
    }

    @Override
    public Carried elu(Elu spec) {
        return ActivationErrors.of(spec).backward(in, errorOfX, errorOfDy);
    }

    @Override
    public Carried gelu(Gelu spec) {
        return ActivationErrors.of(spec).backward(in, errorOfX, errorOfDy);
    }

    @Override
    public Carried silu(Silu spec) {
        return ActivationErrors.silu().backward(in, errorOfX, errorOfDy);
    }

    @Override
    public Carried softplus(Softplus spec) {
        return ActivationErrors.softplus().backward(in, errorOfX, errorOfDy);
    }

    @Override
    public Carried softmax(Softmax spec) {
        return new SoftmaxErrors(in, own).backward(errorOfX, errorOfDy);
    }

    @Override
    public Carried globalMaxPool2d(GlobalMaxPool2d spec) {
        return maximum(Window2d.of(in.input().dim(1), in.input().dim(2)));
    }

    @Override
    public Carried upsample2d(Upsample2d spec) {
        return linear();
    }

    @Override
    public Carried depthwiseConv2d(DepthwiseConv2d spec) {
        return weighted();
    }

    @Override
    public Carried residual(Residual spec) {
        throw composite();
    }

    @Override
    public Carried concat(Concat spec) {
        throw composite();
    }

    @Override
    public Carried separableConv2d(SeparableConv2d spec) {
        throw composite();
    }

    private static IllegalArgumentException composite() {
        return new IllegalArgumentException("errors travel through a composite by the layers inside it");
    }
}
