package cnn.check;

import cnn.backend.Observation;
import cnn.network.Network;
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

/**
 * On which side of every kink a network stands: the mask of each ReLU and the winners of each max pool, as one number.
 * While it stays the same, the network is smooth.
 */
final class Kinks implements LayerSpec.Visitor<Long> {
    private static final long SMOOTH = 0;

    private final PlacedLayer layer;
    private final double[] x;

    private Kinks(PlacedLayer layer, double[] x) {
        this.layer = layer;
        this.x = x;
    }

    /** The sides after the last forward pass of an observed network. */
    static long of(Network network) {
        long all = SMOOTH;
        for (Observation seen : network.observations()) {
            all = mix(all, seen.layer().spec().accept(new Kinks(seen.layer(), seen.x().toDoubles())));
        }
        return all;
    }

    /** The sides in a pass whose flows were recorded. */
    static long of(NetworkFlow flow) {
        long all = SMOOTH;
        for (LayerFlow seen : flow.layers()) {
            all = mix(all, seen.layer().spec().accept(new Kinks(seen.layer(), seen.x())));
        }
        return all;
    }

    /** A step of the hash by D. Knuth's multiplicative method, with the golden ratio's 64 bits. */
    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }

    @Override
    public Long relu(Relu spec) {
        return sideOfZero();
    }

    private long sideOfZero() {
        long mask = SMOOTH;
        for (double value : x) {
            mask = mix(mask, value > 0 ? 1 : 2);
        }
        return mask;
    }

    @Override
    public Long maxPool2d(MaxPool2d spec) {
        return winners(spec.window());
    }

    private long winners(Window2d window) {
        int height = layer.input().dim(1);
        int width = layer.input().dim(2);
        long winners = SMOOTH;
        for (int winner : new PoolWindows(window.on(height, width), x).winners()) {
            winners = mix(winners, winner);
        }
        return winners;
    }

    @Override
    public Long conv2d(Conv2d spec) {
        return SMOOTH;
    }

    @Override
    public Long avgPool2d(AvgPool2d spec) {
        return SMOOTH;
    }

    @Override
    public Long transposedConv2d(TransposedConv2d spec) {
        return SMOOTH;
    }

    @Override
    public Long dense(Dense spec) {
        return SMOOTH;
    }

    @Override
    public Long flatten(Flatten spec) {
        return SMOOTH;
    }

    @Override
    public Long dropout(Dropout spec) {
        return SMOOTH;
    }

    @Override
    public Long spatialDropout2d(SpatialDropout2d spec) {
        return SMOOTH;
    }

    @Override
    public Long sigmoid(Sigmoid spec) {
        return SMOOTH;
    }

    @Override
    public Long tanh(Tanh spec) {
        return SMOOTH;
    }

    @Override
    public Long batchNorm2d(BatchNorm2d spec) {
        return SMOOTH;
    }

    @Override
    public Long layerNorm(LayerNorm spec) {
        return SMOOTH;
    }

    @Override
    public Long groupNorm(GroupNorm spec) {
        return SMOOTH;
    }

    @Override
    public Long localResponseNorm(LocalResponseNorm spec) {
        return SMOOTH;
    }

    @Override
    public Long globalAvgPool2d(GlobalAvgPool2d spec) {
        return SMOOTH;
    }

    @Override
    public Long leakyRelu(LeakyRelu spec) {
        return sideOfZero();
    }

    /** Where α is 1 only the slope of the slope jumps; that spoils the measure of a step's truncation as well. */
    @Override
    public Long elu(Elu spec) {
        return sideOfZero();
    }

    @Override
    public Long globalMaxPool2d(GlobalMaxPool2d spec) {
        return winners(Window2d.of(layer.input().dim(1), layer.input().dim(2)));
    }

    @Override
    public Long gelu(Gelu spec) {
        return SMOOTH;
    }

    @Override
    public Long silu(Silu spec) {
        return SMOOTH;
    }

    @Override
    public Long softplus(Softplus spec) {
        return SMOOTH;
    }

    @Override
    public Long softmax(Softmax spec) {
        return SMOOTH;
    }

    @Override
    public Long upsample2d(Upsample2d spec) {
        return SMOOTH;
    }

    /** The layers inside are observed themselves. */
    @Override
    public Long residual(Residual spec) {
        return SMOOTH;
    }

    @Override
    public Long concat(Concat spec) {
        return SMOOTH;
    }

    @Override
    public Long separableConv2d(SeparableConv2d spec) {
        return SMOOTH;
    }

    @Override
    public Long depthwiseConv2d(DepthwiseConv2d spec) {
        return SMOOTH;
    }
}
