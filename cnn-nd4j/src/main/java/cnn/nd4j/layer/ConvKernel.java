package cnn.nd4j.layer;

import cnn.nd4j.op.Memory;
import cnn.spec.Conv2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which of libnd4j's convolutions runs, and how it is shown the weights, which lie as {@code [O, C/groups, KH, KW]}.
 */
enum ConvKernel {
    /** Every output channel sees every input channel; weights {@code [O, C, KH, KW]}. */
    DENSE("conv2d", 1),
    /**
     * Every channel alone, by oneDNN. The weights are shown as {@code [KH, KW, C, 1]}: only in this order does libnd4j's check
     * find the multiplier 1 that oneDNN needs, and its own loops take hundreds of times as long.
     */
    DEPTHWISE("depthwise_conv2d", 0);

    /** Its name; {@code _bp} behind it is its backward. */
    private final String operation;
    /** libnd4j's number for the order of the weights' extents. */
    private final long weightFormat;

    ConvKernel(String operation, long weightFormat) {
        this.operation = operation;
        this.weightFormat = weightFormat;
    }

    String forward() {
        return operation;
    }

    String backward() {
        return operation + "_bp";
    }

    long weightFormat() {
        return weightFormat;
    }

    /** The weights in {@code flat}, as the operation wants to see them. */
    INDArray weights(INDArray flat, PlacedLayer layer) {
        Slice w = layer.parameter("w");
        int[] extents = w.parameter().shape().toArray();
        long kh = extents[2];
        long kw = extents[3];
        return this == DENSE
                ? Memory.view(flat, w.offset(), extents[0], extents[1], kh, kw)
                : Memory.strided(
                        flat, w.offset(), new long[] {kh, kw, extents[0], 1}, new long[] {kw, 1, kh * kw, kh * kw});
    }

    /** What runs a convolution as a whole; empty if nothing does, and it must be taken apart by groups. */
    static Optional<ConvKernel> of(StageContext context, PlacedLayer layer, Conv2d spec) {
        if (spec.groups() == 1) {
            return Optional.of(DENSE);
        }
        boolean depthwise = spec.groups() == layer.input().dim(0) && spec.groups() == spec.channels();
        boolean dilated = spec.window().dilationH() * spec.window().dilationW() > 1;
        return depthwise && !dilated && context.oneDnn() ? Optional.of(DEPTHWISE) : Optional.empty();
    }
}
