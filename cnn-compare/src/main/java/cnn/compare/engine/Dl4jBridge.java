package cnn.compare.engine;

import cnn.error.BadInputException;
import cnn.spec.Conv2d;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Carries a flat vector, parameters or gradient, between our layout and DL4J's. DL4J keeps one flat vector too, in layer
 * order, but within a convolution the bias comes first, then the weights [O, C, KH, KW] in 'c' order
 * ({@code ConvolutionParamInitializer}); within a dense layer the weights come first, [F, O] in 'f' order
 * ({@code DefaultParamInitializer}), which is our row-major [O, F], then the bias.
 */
final class Dl4jBridge {
    private final NetworkSpec network;
    /** Where in DL4J's vector the element of ours lies. */
    private final int[] position;

    Dl4jBridge(NetworkSpec network) {
        this.network = network;
        this.position = new int[network.parameterCount()];
        for (PlacedLayer layer : network.placed()) {
            int start = layer.parameters().stream().mapToInt(Slice::offset).min().orElse(0);
            boolean biasFirst = layer.spec() instanceof Conv2d conv && conv.bias();
            int behindBias = biasFirst ? start + layer.parameter("b").size() : start;
            for (Slice slice : layer.parameters()) {
                int to = !biasFirst ? slice.offset() : slice.parameter().name().equals("b") ? start : behindBias;
                for (int i = 0; i < slice.size(); i++) {
                    position[slice.offset() + i] = to + i;
                }
            }
        }
    }

    /**
     * Our vector in DL4J's order.
     *
     * @throws BadInputException if the length is wrong or a value is not finite (names the parameter)
     */
    double[] toDl4j(double[] flat) {
        if (flat.length != position.length) {
            throw new BadInputException("expected %d parameters, got %d".formatted(position.length, flat.length));
        }
        double[] theirs = new double[flat.length];
        for (Slice slice : network.slices()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                if (!Double.isFinite(flat[i])) {
                    throw new BadInputException("parameter %s [element %d of %s] is %s; parameters must be finite"
                            .formatted(slice.name(), i - slice.offset(), slice.parameter().shape(), flat[i]));
                }
                theirs[position[i]] = flat[i];
            }
        }
        return theirs;
    }

    /** DL4J's vector in our order. */
    double[] fromDl4j(double[] theirs) {
        double[] flat = new double[position.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = theirs[position[i]];
        }
        return flat;
    }

    double[] read(INDArray source) {
        return fromDl4j(Dl4jArrays.toDoubles(source));
    }

    /** DL4J's layers sum over the batch, its updater divides by N; ours is the gradient of the mean. */
    double[] readGradient(INDArray sum, int n) {
        double[] flat = read(sum);
        for (int i = 0; i < flat.length; i++) {
            flat[i] /= n;
        }
        return flat;
    }
}
