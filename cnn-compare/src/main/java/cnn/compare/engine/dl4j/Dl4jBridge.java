package cnn.compare.engine.dl4j;

import cnn.error.BadInputException;
import cnn.spec.Conv2d;
import cnn.spec.DepthwiseConv2d;
import cnn.spec.LayerSpec;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.spec.TransposedConv2d;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Carries flat vectors, parameters, gradient and state, between our layout and DL4J's. DL4J keeps one flat vector of
 * parameters and state together, layer by layer. Within a convolution the bias comes first, then the weights [O, C, KH, KW]
 * in 'c' order ({@code ConvolutionParamInitializer}), those of a depthwise one as [KH, KW, C, O/C]
 * ({@code DepthwiseConvolutionParamInitializer}), those of a transposed one as [C, O, KH, KW]
 * ({@code DeconvolutionParamInitializer}); within a dense layer the weights come first, [F, O] in 'f' order
 * ({@code DefaultParamInitializer}), which is our row-major [O, F], then the bias; within a batch normalisation gamma, beta,
 * mean and variance ({@code BatchNormalizationParamInitializer}).
 */
final class Dl4jBridge {
    private final NetworkSpec network;
    /** Where in DL4J's vector the element of ours lies. */
    private final int[] position;

    private final int[] statePosition;

    /** For DL4J's layers in our order. */
    Dl4jBridge(NetworkSpec network) {
        this.network = network;
        this.position = new int[network.parameterCount()];
        this.statePosition = new int[network.stateCount()];
        int start = 0;
        for (PlacedLayer layer : network.everyLayer()) {
            if (!layer.isComposite()) {
                start = place(layer, start);
            }
        }
    }

    /** For the order in which a model has them. */
    static Dl4jBridge of(NetworkSpec network, Dl4jModel model) {
        Map<String, PlacedLayer> ours = network.everyLayer().stream()
                .collect(Collectors.toMap(PlacedLayer::name, Function.identity()));
        return inOrder(
                network,
                model.layersByName().entrySet().stream()
                        .filter(layer -> layer.getValue().numParams() > 0)
                        .map(layer -> ours.get(layer.getKey()))
                        .toList());
    }

    /** For layers with parameters that lie one after the other. */
    static Dl4jBridge inOrder(NetworkSpec network, List<PlacedLayer> layers) {
        Dl4jBridge bridge = new Dl4jBridge(network);
        int start = 0;
        for (PlacedLayer layer : layers) {
            start = bridge.place(layer, start);
        }
        return bridge;
    }

    /** Gives one layer its place; gives where the next one begins. */
    private int place(PlacedLayer layer, int start) {
        boolean biasFirst = biasFirst(layer.spec());
        int behindBias = biasFirst ? start + layer.parameter("b").size() : start;
        int next = start;
        for (Slice slice : layer.parameters()) {
            boolean bias = slice.parameter().name().equals("b");
            int from = !biasFirst ? next : bias ? start : behindBias;
            for (int i = 0; i < slice.size(); i++) {
                position[slice.offset() + i] = from + (bias ? i : theirs(layer, i));
            }
            next += slice.size();
        }
        for (StateSlice slice : layer.state()) {
            for (int i = 0; i < slice.size(); i++) {
                statePosition[slice.offset() + i] = next + i;
            }
            next += slice.size();
        }
        return next;
    }

    private static boolean biasFirst(LayerSpec spec) {
        return spec instanceof Conv2d conv && conv.bias()
                || spec instanceof DepthwiseConv2d depthwise && depthwise.bias()
                || spec instanceof TransposedConv2d transposed && transposed.bias();
    }

    private static Optional<Conv2d> convolution(PlacedLayer layer) {
        if (layer.spec() instanceof DepthwiseConv2d depthwise) {
            return Optional.of(depthwise.asConv2d(layer.input().dim(0)));
        }
        return layer.spec() instanceof Conv2d conv ? Optional.of(conv) : Optional.empty();
    }

    /** Where element i of a weight lies within DL4J's. */
    private static int theirs(PlacedLayer layer, int i) {
        Optional<Conv2d> depthwise = convolution(layer).filter(conv -> conv.groups() > 1);
        if (depthwise.isPresent()) {
            Conv2d conv = depthwise.get();
            int area = conv.window().kernelH() * conv.window().kernelW();
            return i % area * conv.channels() + i / area;
        }
        return i;
    }

    /**
     * Our vectors in DL4J's order.
     *
     * @throws BadInputException if the length is wrong or a value is not finite (names the parameter)
     */
    double[] toDl4j(double[] flat, double[] state) {
        if (flat.length != position.length) {
            throw new BadInputException("expected %d parameters, got %d".formatted(position.length, flat.length));
        }
        double[] theirs = new double[flat.length + state.length];
        for (Slice slice : network.slices()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                if (!Double.isFinite(flat[i])) {
                    throw new BadInputException("parameter %s [element %d of %s] is %s; parameters must be finite"
                            .formatted(slice.name(), i - slice.offset(), slice.parameter().shape(), flat[i]));
                }
                theirs[position[i]] = flat[i];
            }
        }
        for (int i = 0; i < state.length; i++) {
            theirs[statePosition[i]] = state[i];
        }
        return theirs;
    }

    /** Our parameters, or their gradient, in DL4J's vector. */
    double[] fromDl4j(double[] theirs) {
        return pick(theirs, position);
    }

    /** Our state in DL4J's vector. */
    double[] stateFromDl4j(double[] theirs) {
        return pick(theirs, statePosition);
    }

    private static double[] pick(double[] theirs, int[] positions) {
        double[] flat = new double[positions.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = theirs[positions[i]];
        }
        return flat;
    }

    double[] read(INDArray source) {
        return fromDl4j(Dl4jArrays.toDoubles(source));
    }

    double[] readState(INDArray source) {
        return stateFromDl4j(Dl4jArrays.toDoubles(source));
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
