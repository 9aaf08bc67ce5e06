package cnn.scratch;

import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;

/**
 * What a convolution is made from.
 *
 * @param geometry of its window
 * @param relu whether a ReLU is fused into it
 * @param pooled whether a 2×2 max pool is
 */
record ConvBuild(LayerBuild layer, Geometry2d geometry, boolean relu, boolean pooled) {
    private PlacedLayer conv() {
        return layer.first();
    }

    /** C. */
    int channels() {
        return conv().input().dim(0);
    }

    /** O. */
    int outputs() {
        return conv().output().dim(0);
    }

    /** For people, for example {@code 3×3, stride 2×2}. */
    String kernel() {
        Geometry2d g = geometry;
        String stride = g.strideH() * g.strideW() > 1 ? ", stride %d×%d".formatted(g.strideH(), g.strideW()) : "";
        String dilation =
                g.dilationH() * g.dilationW() > 1 ? ", dilation %d×%d".formatted(g.dilationH(), g.dilationW()) : "";
        return "%d×%d%s%s".formatted(g.kernelH(), g.kernelW(), stride, dilation);
    }

    /** The groups that the channels on both sides fall into. */
    int groups() {
        return layer.group().convolution().map(Conv2d::groups).orElse(1);
    }

    /** Where w begins in the flat vectors. */
    int weightOffset() {
        return conv().parameter("w").offset();
    }

    /** The number of biases: O or 0. */
    int biases() {
        return conv().parameters().size() > 1 ? outputs() : 0;
    }

    /** Where b begins in the flat vectors, if there is any. */
    int biasOffset() {
        return biases() > 0 ? conv().parameter("b").offset() : 0;
    }

    /** How many chunks of samples have sums of their own, for sums of {@code size} floats. */
    int chunks(int size) {
        return Chunks.most(layer.maxBatch(), size);
    }
}
