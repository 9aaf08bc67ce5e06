package cnn.compare.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.compare.engine.NoCounterpartException;
import cnn.error.BadInputException;
import cnn.spec.AvgPool2d;
import cnn.spec.BatchNorm2d;
import cnn.spec.Conv2d;
import cnn.spec.Gelu;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.NetworkSpec;
import cnn.spec.Padding;
import cnn.spec.Relu;
import cnn.spec.Residual;
import cnn.spec.TransposedConv2d;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Dl4jTranslatorTest {
    @Test
    void evenPaddingIsExplicit() {
        ConvolutionLayer layer = (ConvolutionLayer) only(new Conv2d(4, Window2d.of(3).withPadding(Padding.SAME)));
        assertThat(layer.getConvolutionMode()).isEqualTo(ConvolutionMode.Truncate);
        assertThat(layer.getPadding()).containsExactly(1, 1);
    }

    @Test
    void unevenSamePaddingIsDl4jsSame() {
        ConvolutionLayer layer = (ConvolutionLayer) only(new Conv2d(4, Window2d.of(2).withPadding(Padding.SAME)));
        assertThat(layer.getConvolutionMode()).isEqualTo(ConvolutionMode.Same);
    }

    @Test
    void otherUnevenPaddingIsALayerInFront() {
        Dl4jPiece piece = translate(new Conv2d(4, Window2d.of(2).withPadding(Padding.of(2, 0, 1, 0))));
        assertThat(piece.layers()).hasSize(2);
        assertThat(((ZeroPaddingLayer) piece.layers().get(0)).getPadding()).containsExactly(2, 0, 1, 0);
        assertThat(((ConvolutionLayer) piece.layers().get(1)).getPadding()).containsExactly(0, 0);
    }

    static Stream<LayerSpec> withoutCounterpart() {
        Window2d uneven = Window2d.of(3).withPadding(Padding.of(2, 0, 1, 0));
        return Stream.of(new MaxPool2d(uneven), new AvgPool2d(uneven));
    }

    @ParameterizedTest
    @MethodSource("withoutCounterpart")
    void unevenPaddingThatMayNotCountHasNoCounterpart(LayerSpec spec) {
        assertThatThrownBy(() -> translate(spec))
                .isInstanceOf(NoCounterpartException.class)
                .isInstanceOf(BadInputException.class)
                .hasMessage("%s 'it' on input [3, 8, 8]: no DL4J counterpart: its pooling layers pad alike on opposite"
                                + " sides, this one pads top 2, bottom 0, left 1, right 0",
                        spec.kind());
    }

    static Stream<Arguments> groupsWithoutCounterpart() {
        Window2d three = Window2d.of(3);
        return Stream.of(
                Arguments.of(
                        new Conv2d(4, three).withGroups(2),
                        "its convolutions have one group, or one for each input channel"),
                Arguments.of(
                        new Conv2d(4, three.withDilation(2)).withGroups(4),
                        "its depthwise convolution cannot be dilated"),
                Arguments.of(
                        new TransposedConv2d(4, three.withDilation(1, 2)),
                        "its transposed convolution cannot be dilated"));
    }

    @ParameterizedTest
    @MethodSource("groupsWithoutCounterpart")
    void groupsOfSeveralChannelsAndDilationHaveNoCounterpart(LayerSpec spec, String why) {
        NetworkSpec network =
                NetworkSpec.builder(Shape.of(4, 8, 8)).add("it", spec).build();
        assertThatThrownBy(() -> Dl4jTranslator.translate(network.placed().get(0)))
                .isInstanceOf(NoCounterpartException.class)
                .hasMessageStartingWith(spec.kind() + " 'it' on input [4, 8, 8]: no DL4J counterpart: " + why);
    }

    @Test
    void everyLayerWithoutACounterpartIsNamed() {
        NetworkSpec network = NetworkSpec.builder(Shape.of(4, 8, 8))
                .add("layers", new LayerNorm())
                .add("block", Residual.of(List.of(new Relu(), new GroupNorm(2))))
                .add("gelu", new Gelu())
                .build();
        String none = "layer_norm 'layers' on input [4, 8, 8]: no DL4J counterpart: it has no such layer, only a switch inside"
                + " its dense and recurrent layers, with a scale and no shift; group_norm 'block.groupnorm1' on input"
                + " [4, 8, 8]: no DL4J counterpart: it has no such layer";
        Dl4jDialect comparing = Dl4jDialect.mended(new Dl4jRun(0));
        assertThatThrownBy(() -> Dl4jTranslator.translate(network, comparing))
                .isInstanceOf(NoCounterpartException.class)
                .hasMessage(none);
        assertThatThrownBy(() -> Dl4jTranslator.translate(network, Dl4jDialect.PLAIN))
                .hasMessageStartingWith(none + "; gelu 'gelu' on input [4, 8, 8]: no DL4J counterpart: its GELU is");
    }

    static Stream<Arguments> transposed() {
        Window2d three = Window2d.of(3).withStride(2);
        return Stream.of(
                Arguments.of(new TransposedConv2d(2, three.withPadding(Padding.of(1))), List.of("it")),
                Arguments.of(
                        new TransposedConv2d(2, three.withPadding(Padding.of(1, 0, 0, 1))), List.of("it", "it-cropping")),
                Arguments.of(
                        new TransposedConv2d(2, three, 1, 0, true), List.of("it-padding", "it", "it-cropping")));
    }

    @ParameterizedTest
    @MethodSource("transposed")
    void whatATransposedConvolutionCannotCutIsCutBehindIt(LayerSpec spec, List<String> layers) {
        assertThat(translate(spec).layers()).extracting(Layer::getLayerName).isEqualTo(layers);
    }

    @Test
    void batchNormalisationKeepsVariancesAndCountsItsMomentumTheOtherWayRound() {
        BatchNormalization layer = (BatchNormalization) only(new BatchNorm2d(0.3, 1e-4));
        assertThat(layer.getDecay()).isEqualTo(0.7);
        assertThat(layer.getEps()).isEqualTo(1e-4);
        assertThat(layer.isUseLogStd()).isFalse();
    }

    private static Layer only(LayerSpec spec) {
        Dl4jPiece piece = translate(spec);
        assertThat(piece.layers()).hasSize(1);
        return piece.layers().get(0);
    }

    private static Dl4jPiece translate(LayerSpec spec) {
        NetworkSpec network = NetworkSpec.builder(Shape.of(3, 8, 8)).add("it", spec).build();
        return Dl4jTranslator.translate(network.placed().get(0));
    }
}
