package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.List;

/**
 * A depthwise convolution and behind it a 1×1 convolution, each a layer of its own ({@link DepthwiseConv2dLayer},
 * {@link Conv2dLayer}): y is what the second gives for what the first gives, and dx comes back through both.
 */
public final class SeparableConv2dLayer extends CompositeLayer {
    private final int size;

    SeparableConv2dLayer(PlacedLayer placed, LayerContext context) {
        super(placed, context);
        size = placed.output().size();
    }

    @Override
    protected void join(int N, List<double[]> outputs, double[] y) {
        System.arraycopy(outputs.get(0), 0, y, 0, N * size);
    }

    @Override
    protected Tensor share(int N, Tensor dy, int b) {
        return dy;
    }
}
