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
import cnn.spec.Geometry2d;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LeakyRelu;
import cnn.spec.LocalResponseNorm;
import cnn.spec.MaxPool2d;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.SeparableConv2d;
import cnn.spec.Sigmoid;
import cnn.spec.Silu;
import cnn.spec.Softmax;
import cnn.spec.Softplus;
import cnn.spec.SpatialDropout2d;
import cnn.spec.Tanh;
import cnn.spec.TransposedConv2d;
import cnn.spec.Upsample2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The bounds of {@link ErrorBound}, layer by layer: how many terms each sum has, and what they are. */
final class LayerBoundsOf implements LayerSpec.Visitor<LayerBounds> {
    /**
     * How accurate a backend's exp and tanh have to be, in ULPs. {@link Math#exp} promises 1, {@link Math#tanh} 2.5, the
     * vector functions of the GNU C library 4.
     */
    static final int FUNCTION_ULPS = 4;

    private final LayerInputs in;
    private final ErrorBound error;

    LayerBoundsOf(LayerInputs in, ErrorBound error) {
        this.in = in;
        this.error = error;
    }

    @Override
    public LayerBounds depthwiseConv2d(DepthwiseConv2d spec) {
        return conv2d(spec.asConv2d(in.input().dim(0)));
    }

    @Override
    public LayerBounds conv2d(Conv2d spec) {
        Shape output = spec.output(in.input());
        long area = (long) spec.window().kernelH() * spec.window().kernelW();
        long pixels = (long) in.batch() * output.dim(1) * output.dim(2);
        return productSums(
                spec.bias(),
                in.input().dim(0) / spec.groups() * area,
                spec.channels() / spec.groups() * area,
                pixels,
                pixels);
    }

    /** What conv2d's bounds are, with the terms of y and dx exchanged; w meets each pixel of x, b each of y. */
    @Override
    public LayerBounds transposedConv2d(TransposedConv2d spec) {
        Shape output = spec.output(in.input());
        long area = (long) spec.window().kernelH() * spec.window().kernelW();
        return productSums(
                spec.bias(),
                in.input().dim(0) * area,
                spec.channels() * area,
                (long) in.batch() * in.input().dim(1) * in.input().dim(2),
                (long) in.batch() * output.dim(1) * output.dim(2));
    }

    @Override
    public LayerBounds dense(Dense spec) {
        return productSums(spec.bias(), in.input().dim(0), spec.units(), in.batch(), in.batch());
    }

    /** The bounds of a layer that is linear in x and in w; its terms are counted in each element of y, dx and dw. */
    private LayerBounds productSums(boolean bias, long termsOfY, long termsOfDx, long termsOfDw, long termsOfDb) {
        LayerInputs absolute = in.withFlow(absolute(in.x()), absolute(in.dy())).withParameters(absolute(in.parameters()));
        LayerOutputs sums = SingleLayer.run(error.reference(), absolute);
        List<Bound> gradient = new ArrayList<>();
        var tensors = sums.tensors(in.placed());
        gradient.add(error.sums(termsOfDw, tensors.get("dw"), "Σ|x||dy|"));
        if (bias) {
            gradient.add(error.sums(termsOfDb, tensors.get("db"), "Σ|dy|"));
        }
        return new LayerBounds(
                error.sums(termsOfY + (bias ? 1 : 0), sums.y(), bias ? "(|b| + Σ|w||x|)" : "Σ|w||x|"),
                error.sums(termsOfDx, sums.dx(), "Σ|w||dy|"),
                gradient);
    }

    /** One more rounding than terms: a mean divides, or multiplies by a rounded 1/count. */
    @Override
    public LayerBounds avgPool2d(AvgPool2d spec) {
        LayerOutputs sums =
                SingleLayer.run(error.reference(), in.withX(absolute(in.x())).withDy(absolute(in.dy())));
        long area = (long) spec.window().kernelH() * spec.window().kernelW();
        return new LayerBounds(
                error.sums(area + 1, sums.y(), "Σ|x|/count"),
                error.sums(windowsOverAnElement(spec.window()) + 1, sums.dx(), "Σ|dy|/count"),
                List.of());
    }

    /** A mean of H·W terms: one more rounding than terms. dx: one division, or a product with a rounded 1/(H·W). */
    @Override
    public LayerBounds globalAvgPool2d(GlobalAvgPool2d spec) {
        LayerOutputs sums =
                SingleLayer.run(error.reference(), in.withX(absolute(in.x())).withDy(absolute(in.dy())));
        long area = (long) in.input().dim(1) * in.input().dim(2);
        return new LayerBounds(
                error.sums(area + 1, sums.y(), "Σ|x|/count"), error.sums(2, sums.dx(), "|dy|/count"), List.of());
    }

    @Override
    public LayerBounds batchNorm2d(BatchNorm2d spec) {
        return new BatchNormErrors(in).own(error);
    }

    @Override
    public LayerBounds layerNorm(LayerNorm spec) {
        return SampleNormErrors.of(spec, in).own(error);
    }

    @Override
    public LayerBounds groupNorm(GroupNorm spec) {
        return SampleNormErrors.of(spec, in).own(error);
    }

    @Override
    public LayerBounds localResponseNorm(LocalResponseNorm spec) {
        return new ResponseNormErrors(spec, in).own(error);
    }

    @Override
    public LayerBounds residual(Residual spec) {
        throw composite();
    }

    @Override
    public LayerBounds concat(Concat spec) {
        throw composite();
    }

    @Override
    public LayerBounds separableConv2d(SeparableConv2d spec) {
        throw composite();
    }

    private static IllegalArgumentException composite() {
        return new IllegalArgumentException("a composite is judged by the layers inside it");
    }

    /** y is copied. dx is copied too where windows do not overlap, and else a sum over the windows that x won. */
    @Override
    public LayerBounds maxPool2d(MaxPool2d spec) {
        long windows = windowsOverAnElement(spec.window());
        if (windows == 1) {
            return exact();
        }
        LayerOutputs sums = SingleLayer.run(error.reference(), in.withDy(absolute(in.dy())));
        return new LayerBounds(
                exactly(sums.y().length), error.sums(windows - 1, sums.dx(), "Σ|dy|"), List.of());
    }

    private long windowsOverAnElement(Window2d window) {
        Geometry2d g = window.on(in.input().dim(1), in.input().dim(2));
        int rows = Math.min(g.outHeight(), (g.kernelH() + g.strideH() - 1) / g.strideH());
        int columns = Math.min(g.outWidth(), (g.kernelW() + g.strideW() - 1) / g.strideW());
        return (long) rows * columns;
    }

    @Override
    public LayerBounds flatten(Flatten spec) {
        return exact();
    }

    @Override
    public LayerBounds relu(Relu spec) {
        return exact();
    }

    @Override
    public LayerBounds dropout(Dropout spec) {
        return masked();
    }

    @Override
    public LayerBounds spatialDropout2d(SpatialDropout2d spec) {
        return masked();
    }

    /** A product with a rounded 1/(1 - rate), or a division by a rounded 1 - rate; what is dropped is 0. */
    private LayerBounds masked() {
        LayerOutputs exact = SingleLayer.run(error.reference(), in);
        return new LayerBounds(
                error.sums(3, absolute(exact.y()), "|y|"), error.sums(3, absolute(exact.dx()), "|dx|"), List.of());
    }

    private LayerBounds exact() {
        return new LayerBounds(exactly(in.dy().length), exactly(in.x().length), List.of());
    }

    private static Bound exactly(int length) {
        return new Bound(new double[length], "exact");
    }

    @Override
    public LayerBounds sigmoid(Sigmoid spec) {
        return SquashingBounds.sigmoid(error, in);
    }

    @Override
    public LayerBounds tanh(Tanh spec) {
        return SquashingBounds.tanh(error, in);
    }

    @Override
    public LayerBounds leakyRelu(LeakyRelu spec) {
        return ActivationErrors.of(spec).own(error, in);
    }

    @Override
    public LayerBounds elu(Elu spec) {
        return ActivationErrors.of(spec).own(error, in);
    }

    @Override
    public LayerBounds gelu(Gelu spec) {
        return ActivationErrors.of(spec).own(error, in);
    }

    @Override
    public LayerBounds silu(Silu spec) {
        return ActivationErrors.silu().own(error, in);
    }

    @Override
    public LayerBounds softplus(Softplus spec) {
        return ActivationErrors.softplus().own(error, in);
    }

    @Override
    public LayerBounds softmax(Softmax spec) {
        return new SoftmaxErrors(in, error).own(error);
    }

    @Override
    public LayerBounds globalMaxPool2d(GlobalMaxPool2d spec) {
        return exact();
    }

    /** y is copied; dx is a sum over the copies. */
    @Override
    public LayerBounds upsample2d(Upsample2d spec) {
        LayerOutputs sums = SingleLayer.run(error.reference(), in.withDy(absolute(in.dy())));
        long copies = (long) spec.factorH() * spec.factorW();
        return new LayerBounds(
                exactly(sums.y().length),
                copies == 1 ? exactly(in.x().length) : error.sums(copies - 1, sums.dx(), "Σ|dy|"),
                List.of());
    }

    static double[] absolute(double[] values) {
        double[] absolute = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            absolute[i] = Math.abs(values[i]);
        }
        return absolute;
    }
}
