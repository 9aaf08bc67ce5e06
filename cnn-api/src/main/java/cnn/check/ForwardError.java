package cnn.check;

import cnn.backend.Backend;
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

/**
 * How rounding errors travel forwards through a layer: given how far each x may be off, how far y may be off because of
 * it. Weighted sums carry |w| times the error; a maximum, a ReLU, tanh (slope at most 1) and sigmoid (slope at most 1/4)
 * carry no more than their steepest slope.
 */
final class ForwardError implements LayerSpec.Visitor<double[]> {
    private final ErrorBound own;
    private final Backend reference;
    private final LayerInputs in;
    private final double[] error;
    private final boolean training;

    private ForwardError(ErrorBound own, LayerInputs in, double[] error, boolean training) {
        this.own = own;
        this.reference = own.reference();
        this.in = in;
        this.error = error;
        this.training = training;
    }

    /** A bound for the error of y: what came in with x, carried on, and what the layer's own roundings add. */
    static double[] after(LayerInputs in, double[] errorOfX, ErrorBound own, boolean training) {
        double[] carried = in.spec().accept(new ForwardError(own, in, errorOfX, training));
        double[] added = (training ? own.of(in).y() : own.ofInference(in)).values();
        double[] sum = new double[carried.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = carried[i] + added[i];
        }
        return sum;
    }

    /** The layer on the errors, with absolute weights and no bias. */
    private double[] weighted() {
        double[] weights = new double[in.parameters().length];
        int size = in.placed().parameter("w").size();
        for (int i = 0; i < size; i++) {
            weights[i] = Math.abs(in.parameters()[i]);
        }
        return SingleLayer.run(reference, in.withX(error).withParameters(weights)).y();
    }

    private double[] scaled(double slope) {
        double[] scaled = new double[error.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = slope * error[i];
        }
        return scaled;
    }

    @Override
    public double[] conv2d(Conv2d spec) {
        return weighted();
    }

    @Override
    public double[] transposedConv2d(TransposedConv2d spec) {
        return weighted();
    }

    @Override
    public double[] dense(Dense spec) {
        return weighted();
    }

    @Override
    public double[] avgPool2d(AvgPool2d spec) {
        return SingleLayer.run(reference, in.withX(error)).y();
    }

    @Override
    public double[] maxPool2d(MaxPool2d spec) {
        return SingleLayer.run(reference, in.withX(error)).y();
    }

    @Override
    public double[] flatten(Flatten spec) {
        return error;
    }

    /** Nothing where x is below zero by more than its error: y is 0 then, exactly. */
    @Override
    public double[] relu(Relu spec) {
        double[] after = error.clone();
        for (int i = 0; i < after.length; i++) {
            after[i] = in.x()[i] + error[i] < 0 ? 0 : error[i];
        }
        return after;
    }

    @Override
    public double[] dropout(Dropout spec) {
        return masked();
    }

    @Override
    public double[] spatialDropout2d(SpatialDropout2d spec) {
        return masked();
    }

    private double[] masked() {
        return training ? SingleLayer.run(reference, in.withX(error)).y() : error;
    }

    @Override
    public double[] sigmoid(Sigmoid spec) {
        return scaled(0.25);
    }

    @Override
    public double[] tanh(Tanh spec) {
        return error;
    }

    @Override
    public double[] batchNorm2d(BatchNorm2d spec) {
        BatchNormErrors norm = new BatchNormErrors(in);
        return training ? norm.forward(error) : norm.forwardInInference(error);
    }

    @Override
    public double[] layerNorm(LayerNorm spec) {
        return SampleNormErrors.of(spec, in).forward(error);
    }

    @Override
    public double[] groupNorm(GroupNorm spec) {
        return SampleNormErrors.of(spec, in).forward(error);
    }

    @Override
    public double[] localResponseNorm(LocalResponseNorm spec) {
        return new ResponseNormErrors(spec, in).forward(error);
    }

    @Override
    public double[] globalAvgPool2d(GlobalAvgPool2d spec) {
        return SingleLayer.run(reference, in.withX(error)).y();
    }

    @Override
    public double[] leakyRelu(LeakyRelu spec) {
        return ActivationErrors.of(spec).forward(in.x(), error);
    }

    @Override
    public double[] elu(Elu spec) {
        return ActivationErrors.of(spec).forward(in.x(), error);
    }

    @Override
    public double[] gelu(Gelu spec) {
        return ActivationErrors.of(spec).forward(in.x(), error);
    }

    @Override
    public double[] silu(Silu spec) {
        return ActivationErrors.silu().forward(in.x(), error);
    }

    @Override
    public double[] softplus(Softplus spec) {
        return ActivationErrors.softplus().forward(in.x(), error);
    }

    @Override
    public double[] softmax(Softmax spec) {
        return new SoftmaxErrors(in, own).forward(error);
    }

    @Override
    public double[] globalMaxPool2d(GlobalMaxPool2d spec) {
        return SingleLayer.run(reference, in.withX(error)).y();
    }

    @Override
    public double[] upsample2d(Upsample2d spec) {
        return SingleLayer.run(reference, in.withX(error)).y();
    }

    @Override
    public double[] depthwiseConv2d(DepthwiseConv2d spec) {
        return weighted();
    }

    @Override
    public double[] residual(Residual spec) {
        throw composite();
    }

    @Override
    public double[] concat(Concat spec) {
        throw composite();
    }

    @Override
    public double[] separableConv2d(SeparableConv2d spec) {
        throw composite();
    }

    private static IllegalArgumentException composite() {
        return new IllegalArgumentException("errors travel through a composite by the layers inside it");
    }
}
