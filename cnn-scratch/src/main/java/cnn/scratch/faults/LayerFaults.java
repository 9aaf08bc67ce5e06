package cnn.scratch.faults;

import cnn.backend.Layer;
import cnn.scratch.faults.TextbookFaults.OfKind;
import cnn.scratch.faults.TextbookFaults.WrongLayer;
import cnn.scratch.textbook.ElementwiseLayer;
import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookBackend;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** Which mistakes are made in which kinds of layers. */
final class LayerFaults {
    private LayerFaults() {}

    static List<OfKind<?>> all() {
        List<OfKind<?>> all = new ArrayList<>();
        convolutions(all);
        pools(all);
        all.add(of("dense", WrongDense.Mistake.values(), WrongDense::new));
        all.add(of("flatten", WrongReshape.Mistake.values(), WrongReshape::new, flattening()));
        all.add(of("upsample2d", WrongReshape.Mistake.values(), WrongReshape::new, repeating()));
        normalisations(all);
        all.add(of(
                "dropout",
                WrongDropout.Mistake.values(),
                WrongDropout::new,
                EnumSet.complementOf(EnumSet.of(WrongDropout.Mistake.CHANNELS_DROPPED_PIXEL_BY_PIXEL))));
        all.add(of("spatial_dropout2d", WrongDropout.Mistake.values(), WrongDropout::new));
        activations(all);
        all.add(of("softmax", WrongSoftmax.Mistake.values(), WrongSoftmax::new));
        all.add(of("residual", WrongResidual.Mistake.values(), WrongResidual::new));
        all.add(of("concat", WrongConcat.Mistake.values(), WrongConcat::new));
        return List.copyOf(all);
    }

    private static void convolutions(List<OfKind<?>> all) {
        all.add(of("conv2d", ConvolutionMistake.values(), (mistake, placed, context) ->
                new WrongConv2d(mistake, placed, (Conv2d) placed.spec(), context)));
        all.add(of("depthwise_conv2d", WrongDepthwiseConv2d.Mistake.values(), WrongDepthwiseConv2d::new));
        all.add(of("separable_conv2d", WrongSeparableConv2d.Mistake.values(), WrongSeparableConv2d::new));
        all.add(of("transposed_conv2d", WrongTransposedConv2d.Mistake.values(), WrongTransposedConv2d::new));
    }

    private static void pools(List<OfKind<?>> all) {
        all.add(of("max_pool2d", WrongMaxPool2d.Mistake.values(), (mistake, placed, context) ->
                new WrongMaxPool2d(mistake, placed, (MaxPool2d) placed.spec(), context)));
        all.add(of("avg_pool2d", WrongAvgPool2d.Mistake.values(), WrongAvgPool2d::new));
        EnumSet<WrongGlobalPool.Mistake> ofMeans = EnumSet.range(
                WrongGlobalPool.Mistake.NONE, WrongGlobalPool.Mistake.GRADIENT_TO_THE_FIRST_PIXEL);
        EnumSet<WrongGlobalPool.Mistake> ofLargest = EnumSet.of(
                WrongGlobalPool.Mistake.NONE,
                WrongGlobalPool.Mistake.GRADIENT_TO_THE_FIRST_PIXEL,
                WrongGlobalPool.Mistake.GRADIENT_TO_EVERY_PIXEL,
                WrongGlobalPool.Mistake.LAST_OF_THE_LARGEST_WINS,
                WrongGlobalPool.Mistake.EVERY_ONE_OF_THE_LARGEST_WINS);
        all.add(of("global_avg_pool2d", WrongGlobalPool.Mistake.values(), WrongGlobalPool::new, ofMeans));
        all.add(of("global_max_pool2d", WrongGlobalPool.Mistake.values(), WrongGlobalPool::new, ofLargest));
    }

    private static void normalisations(List<OfKind<?>> all) {
        all.add(of("batch_norm2d", WrongBatchNorm2d.Mistake.values(), (mistake, placed, context) ->
                new WrongBatchNorm2d(mistake, placed, (BatchNorm2d) placed.spec(), context)));
        // Its one group cannot be dealt out in a wrong way.
        all.add(of(
                "layer_norm",
                WrongSampleNorm.Mistake.values(),
                WrongSampleNorm::new,
                EnumSet.complementOf(EnumSet.of(WrongSampleNorm.Mistake.GROUPS_OF_EVERY_NTH_CHANNEL))));
        all.add(of("group_norm", WrongSampleNorm.Mistake.values(), WrongSampleNorm::new));
        all.add(of("local_response_norm", WrongResponseNorm.Mistake.values(), WrongResponseNorm::new));
    }

    private static void activations(List<OfKind<?>> all) {
        for (String kind : List.of("relu", "leaky_relu", "elu", "sigmoid", "tanh", "gelu", "silu", "softplus")) {
            List<ActivationMistake> mistakes = ActivationMistake.of(kind);
            all.add(new OfKind<>(kind, mistakes, LayerFaults::activation));
        }
    }

    private static Layer activation(ActivationMistake mistake, PlacedLayer placed, LayerContext context) {
        return new WrongActivation(mistake, placed, context, (ElementwiseLayer) TextbookBackend.right(placed, context));
    }

    private static EnumSet<WrongReshape.Mistake> flattening() {
        return EnumSet.range(WrongReshape.Mistake.NONE, WrongReshape.Mistake.CHANNELS_LAST_IN_DX);
    }

    private static EnumSet<WrongReshape.Mistake> repeating() {
        EnumSet<WrongReshape.Mistake> mistakes = EnumSet.range(
                WrongReshape.Mistake.MEAN_IN_DX, WrongReshape.Mistake.TILED_INSTEAD_OF_REPEATED);
        mistakes.add(WrongReshape.Mistake.NONE);
        return mistakes;
    }

    private static <M extends Mistake> OfKind<M> of(String kind, M[] mistakes, WrongLayer<M> layer) {
        return new OfKind<>(kind, List.of(mistakes), layer);
    }

    /** Those among {@code mistakes} that the kind of layer can have. */
    private static <M extends Enum<M> & Mistake> OfKind<M> of(
            String kind, M[] mistakes, WrongLayer<M> layer, EnumSet<M> possible) {
        return new OfKind<>(kind, Arrays.stream(mistakes).filter(possible::contains).toList(), layer);
    }
}
