package cnn.compare.engine.dl4j;

import cnn.spec.Geometry2d;
import cnn.spec.Padding;
import cnn.spec.Window2d;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Whether two settings of DL4J's, of layers or of vertices, mean the same in inference: all that DL4J writes about
 * them is compared, but for names and for what only training, the start of training or another implementation looks
 * at. Windows are compared by what they cover, since {@code Same} and a padding in numbers can mean the same.
 */
final class Dl4jLayerDifference {
    private static final Set<String> NOT_IN_INFERENCE = Set.of(
            "layerName",
            "iupdater",
            "iUpdater",
            "biasUpdater",
            "weightInitFn",
            "biasInit",
            "gainInit",
            "regularization",
            "regularizationBias",
            "gradientNormalization",
            "gradientNormalizationThreshold",
            "weightNoise",
            "idropout",
            "iDropout",
            "constraints",
            "decay",
            "minibatch",
            "isMinibatch",
            "cudnnAllowFallback",
            "cudnnAlgoMode",
            "cudnnFwdAlgo",
            "cudnnBwdFilterAlgo",
            "cudnnBwdDataAlgo",
            "defaultValueOverriden",
            "defaultValueOverridden",
            "timeDistributedFormat");
    /** What gamma and beta are at first; how the variance is kept is the reader's affair. */
    private static final Set<String> OF_NORMALIZATION = Set.of("gamma", "beta", "useLogStd");

    private static final Set<String> OF_WINDOW =
            Set.of("kernelSize", "stride", "padding", "dilation", "convolutionMode");

    private static final ObjectMapper JSON = NeuralNetConfiguration.mapper();

    private Dl4jLayerDifference() {}

    /**
     * @param theirs of the same class as ours
     * @param input what both get
     * @return for example {@code nout is 32, expected 16}; empty if they mean the same
     */
    static Optional<String> of(Object theirs, Object ours, InputType input) {
        Optional<Geometry2d> window = window(ours, input);
        if (window.isPresent() && !window.equals(window(theirs, input))) {
            return Optional.of(
                    "its window is %s, expected %s".formatted(describe(theirs), describe(ours)));
        }
        JsonNode their = json(theirs);
        JsonNode our = json(ours);
        Set<String> names = new TreeSet<>();
        their.fieldNames().forEachRemaining(names::add);
        our.fieldNames().forEachRemaining(names::add);
        names.removeAll(NOT_IN_INFERENCE);
        names.removeAll(unused(ours, window));
        return names.stream()
                .filter(name -> !their.path(name).equals(our.path(name)))
                .findFirst()
                .map(name -> difference(name, their.path(name), our.path(name)));
    }

    private static String difference(String name, JsonNode theirs, JsonNode ours) {
        String their = simpleName(theirs);
        String our = simpleName(ours);
        return their.equals(our)
                ? "%s is %s, expected %s".formatted(name, theirs, ours)
                : "%s is %s, expected %s".formatted(name, their, our);
    }

    /** Of an object DL4J writes its class; numbers and words as they are. */
    private static String simpleName(JsonNode value) {
        return value.has("@class") ? value.get("@class").asText().replaceFirst(".*\\.", "") : value.toString();
    }

    private static Set<String> unused(Object ours, Optional<Geometry2d> window) {
        Set<String> names = new TreeSet<>();
        if (ours instanceof BatchNormalization) {
            names.addAll(OF_NORMALIZATION);
        }
        // Without any, a global pooling is over height and width; a pooling over anything else does not give our
        // shapes.
        if (ours instanceof GlobalPoolingLayer) {
            names.add("poolingDimensions");
        }
        if (window.isPresent()) {
            names.addAll(OF_WINDOW);
        }
        if (Dl4jForeign.ignoresActivation(ours)) {
            names.add("activationFn");
        }
        if (ours instanceof SubsamplingLayer pool) {
            names.add("pnorm");
            names.add("eps");
            if (pool.getPoolingType() == PoolingType.MAX || window.isPresent() && !window.get().padded()) {
                names.add("avgPoolIncludePadInDivisor");
            }
        }
        return names;
    }

    /** Numbers are then of the same type whichever way they came. */
    private static JsonNode json(Object settings) {
        try {
            return JSON.readTree(JSON.writeValueAsString(settings));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("DL4J cannot write " + settings + " as JSON", e);
        }
    }

    private static Optional<Geometry2d> window(Object layer, InputType input) {
        if (!(input instanceof InputType.InputTypeConvolutional image)) {
            return Optional.empty();
        }
        if (layer instanceof ConvolutionLayer conv && !(layer instanceof Deconvolution2D)) {
            return Optional.of(window(
                    image,
                    conv.getConvolutionMode(),
                    conv.getKernelSize(),
                    conv.getStride(),
                    conv.getPadding(),
                    conv.getDilation()));
        }
        if (layer instanceof SubsamplingLayer pool) {
            return Optional.of(window(
                    image,
                    pool.getConvolutionMode(),
                    pool.getKernelSize(),
                    pool.getStride(),
                    pool.getPadding(),
                    pool.getDilation()));
        }
        return Optional.empty();
    }

    /** {@code Same} splits the padding as {@link Padding.Same} does; else there is as much above as below. */
    private static Geometry2d window(
            InputType.InputTypeConvolutional image,
            ConvolutionMode mode,
            int[] kernel,
            int[] stride,
            int[] pad,
            int[] dilation) {
        Padding padding = mode == ConvolutionMode.Same ? Padding.SAME : Padding.of(pad[0], pad[0], pad[1], pad[1]);
        return new Window2d(kernel[0], kernel[1], stride[0], stride[1], padding, dilation[0], dilation[1])
                .on((int) image.getHeight(), (int) image.getWidth());
    }

    private static String describe(Object layer) {
        JsonNode json = json(layer);
        return "kernel %s stride %s padding %s dilation %s %s".formatted(
                json.path("kernelSize"),
                json.path("stride"),
                json.path("padding"),
                json.path("dilation"),
                json.path("convolutionMode").asText());
    }
}
