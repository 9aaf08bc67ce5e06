package cnn.check.terms;

import cnn.check.LayerInputs;
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
import cnn.spec.PlacedLayer;
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
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The terms of one element, layer by layer. */
final class TermsOf implements LayerSpec.Visitor<List<Term>> {
    private final LayerInputs in;
    private final PlacedLayer layer;
    private final String tensor;
    private final int at;

    TermsOf(LayerInputs in, PlacedLayer layer, String tensor, int at) {
        this.in = in;
        this.layer = layer;
        this.tensor = tensor;
        this.at = at;
    }

    private List<Term> sums(Contributions all, String coefficientName) {
        return new Gathered(in, layer, coefficientName).of(all, tensor, at);
    }

    private List<Term> function(Elementwise.Function function) {
        List<Integer> index = TensorElements.index(TensorElements.shape(layer, in.batch(), tensor), at);
        return List.of(function.term(in, tensor, index, at));
    }

    /** The pixels of a channel. */
    private int area() {
        return in.input().dim(1) * in.input().dim(2);
    }

    private static IllegalArgumentException composite() {
        return new IllegalArgumentException("a composite's terms are what its branches gave: ask with a NetworkFlow");
    }

    @Override
    public List<Term> conv2d(Conv2d spec) {
        return sums(ProductSums.conv2d(spec, in), "1");
    }

    @Override
    public List<Term> depthwiseConv2d(DepthwiseConv2d spec) {
        return conv2d(spec.asConv2d(in.input().dim(0)));
    }

    @Override
    public List<Term> transposedConv2d(TransposedConv2d spec) {
        return sums(ProductSums.transposedConv2d(spec, in), "1");
    }

    @Override
    public List<Term> dense(Dense spec) {
        return sums(ProductSums.dense(spec, in), "1");
    }

    @Override
    public List<Term> maxPool2d(MaxPool2d spec) {
        return sums(Pools.max(spec.window(), in), "1");
    }

    @Override
    public List<Term> avgPool2d(AvgPool2d spec) {
        return sums(Pools.average(spec, in), "1/count");
    }

    @Override
    public List<Term> globalAvgPool2d(GlobalAvgPool2d spec) {
        return sums(Pools.globalAverage(in), "1/(H·W)");
    }

    @Override
    public List<Term> globalMaxPool2d(GlobalMaxPool2d spec) {
        return sums(Pools.max(Window2d.of(in.input().dim(1), in.input().dim(2)), in), "1");
    }

    @Override
    public List<Term> upsample2d(Upsample2d spec) {
        return sums(Pools.upsample(spec, in), "1");
    }

    @Override
    public List<Term> flatten(Flatten spec) {
        return sums(Elementwise.scaled(in, i -> 1), "1");
    }

    @Override
    public List<Term> relu(Relu spec) {
        return sums(Elementwise.scaled(in, i -> in.x()[i] > 0 ? 1 : 0), "[x > 0]");
    }

    @Override
    public List<Term> leakyRelu(LeakyRelu spec) {
        return sums(Elementwise.scaled(in, i -> in.x()[i] > 0 ? 1 : spec.slope()), "slope");
    }

    @Override
    public List<Term> dropout(Dropout spec) {
        return sums(Elementwise.scaled(in, Elementwise.mask(in, spec.rate(), 1)), "mask");
    }

    @Override
    public List<Term> spatialDropout2d(SpatialDropout2d spec) {
        return sums(Elementwise.scaled(in, Elementwise.mask(in, spec.rate(), area())), "mask");
    }

    @Override
    public List<Term> elu(Elu spec) {
        return function(Elementwise.elu(spec));
    }

    @Override
    public List<Term> gelu(Gelu spec) {
        return function(Elementwise.gelu(spec));
    }

    @Override
    public List<Term> silu(Silu spec) {
        return function(Elementwise.silu());
    }

    @Override
    public List<Term> softplus(Softplus spec) {
        return function(Elementwise.softplus());
    }

    @Override
    public List<Term> sigmoid(Sigmoid spec) {
        return function(Elementwise.sigmoid());
    }

    @Override
    public List<Term> tanh(Tanh spec) {
        return function(Elementwise.tanh());
    }

    @Override
    public List<Term> softmax(Softmax spec) {
        return new ChannelTerms(in, layer).softmax(tensor, at);
    }

    @Override
    public List<Term> batchNorm2d(BatchNorm2d spec) {
        int C = in.input().dim(0);
        IntUnaryOperator channel = i -> i / area() % C;
        NormTerms norm = new NormTerms(in, layer, spec.epsilon(), C, channel, channel);
        return tensor.equals("mean") || tensor.equals("var")
                ? norm.ofState(tensor, at, spec.momentum())
                : norm.of(tensor, at);
    }

    @Override
    public List<Term> layerNorm(LayerNorm spec) {
        int size = in.input().size();
        return new NormTerms(in, layer, spec.epsilon(), size, i -> i / size, i -> i % size).of(tensor, at);
    }

    @Override
    public List<Term> groupNorm(GroupNorm spec) {
        int C = in.input().dim(0);
        int together = C / spec.groups() * area();
        return new NormTerms(in, layer, spec.epsilon(), C, i -> i / together, i -> i / area() % C).of(tensor, at);
    }

    @Override
    public List<Term> localResponseNorm(LocalResponseNorm spec) {
        return new ChannelTerms(in, layer).responseNorm(spec, tensor, at);
    }

    @Override
    public List<Term> residual(Residual spec) {
        throw composite();
    }

    @Override
    public List<Term> concat(Concat spec) {
        throw composite();
    }

    @Override
    public List<Term> separableConv2d(SeparableConv2d spec) {
        throw composite();
    }
}
