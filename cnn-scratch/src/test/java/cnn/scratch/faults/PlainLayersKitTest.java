package cnn.scratch.faults;

import static cnn.check.contract.LayerRule.C12;
import static cnn.check.contract.LayerRule.C13;
import static cnn.check.contract.LayerRule.C3;
import static cnn.check.contract.LayerRule.C5;
import static cnn.check.contract.LayerRule.C6;
import static cnn.check.contract.LayerRule.C7;
import static cnn.check.contract.LayerRule.C8;
import static cnn.check.contract.LayerRule.C9;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.contract.LayerRule;
import cnn.scratch.faults.TextbookFaults.OfKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract kit is itself tested, like {@link ContractKitTest}, with the plain layers. */
class PlainLayersKitTest {
    private final BrokenRules rules = new BrokenRules();

    @AfterEach
    void close() {
        rules.close();
    }

    private void breaks(Set<LayerRule> expected, String kind, Mistake mistake) {
        Set<LayerRule> tried = expected.isEmpty() ? EnumSet.allOf(LayerRule.class) : expected;
        assertThat(rules.brokenBy(kind, mistake, tried)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInADenseLayerIsFound(WrongDense.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case WEIGHTS_NOT_TRANSPOSED_IN_DX -> Set.of(C6, C9);
            case DW_TRANSPOSED, DW_OF_LAST_SAMPLE_ONLY, BIAS_GRADIENT_AVERAGED -> Set.of(C7, C9);
            case MINIBATCH_DIVIDED_TWICE, BIAS_GRADIENT_SUMMED_OVER_UNITS, BIAS_NEVER_LEARNS -> Set.of(C7, C9);
            case GRADIENT_ADDED_TO_OLD_VALUES -> Set.of(C3, C7, C8, C12);
            case DX_OF_UPDATED_WEIGHTS -> Set.of(C6, C9);
        };
        breaks(expected, "dense", mistake);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInAnAveragePoolIsFound(WrongAvgPool2d.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case DIVIDED_BY_KERNEL_SIZE_IN_DX, NOT_DIVIDED_IN_DX, DIVIDED_BY_STRIDE_IN_DX -> Set.of(C6, C9);
            case OVERLAP_OVERWRITTEN_IN_DX -> Set.of(C6, C9);
            // Forward and backward fit each other.
            case PADDING_COUNTED_THE_OTHER_WAY -> Set.of(C5, C6);
        };
        breaks(expected, "avg_pool2d", mistake);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInADepthwiseConvolutionIsFound(WrongDepthwiseConv2d.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case MULTIPLIER_ORDER -> Set.of(C5, C6, C7);
            case MULTIPLIER_ORDER_IN_DX, LAST_OF_THE_MULTIPLES_ONLY_IN_DX, KERNEL_NOT_ROTATED_IN_DX -> Set.of(C6, C9);
            case ALL_CHANNELS_SUMMED_IN_DW, BIAS_GRADIENT_AVERAGED -> Set.of(C7, C9);
        };
        breaks(expected, "depthwise_conv2d", mistake);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInASeparableConvolutionIsFound(WrongSeparableConv2d.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case DY_DIVIDED_BY_N_AGAIN, SAMPLES_SHIFTED_IN_DY -> Set.of(C6, C9);
            case DY_ROUNDED -> Set.of(C6);
        };
        breaks(expected, "separable_conv2d", mistake);
    }

    /** Those of the kinds that share a class with others. */
    static Stream<OfKind<?>> shared() {
        List<String> kinds = List.of("global_avg_pool2d", "global_max_pool2d", "flatten", "upsample2d");
        return LayerFaults.all().stream().filter(ofKind -> kinds.contains(ofKind.kind()));
    }

    @ParameterizedTest
    @MethodSource("shared")
    void everyMistakeInAGlobalPoolOrAReshapingLayerIsFound(OfKind<?> ofKind) {
        for (Mistake mistake : ofKind.mistakes()) {
            Set<LayerRule> expected = switch (mistake.name()) {
                case "NONE" -> Set.of();
                case "LAST_OF_THE_LARGEST_WINS", "EVERY_ONE_OF_THE_LARGEST_WINS" -> Set.of(C6, C13);
                // Forward and backward fit each other.
                case "CHANNELS_LAST", "TILED_INSTEAD_OF_REPEATED" -> Set.of(C5, C6);
                default -> Set.of(C6, C9);
            };
            breaks(expected, ofKind.kind(), mistake);
        }
    }

    static Stream<OfKind<?>> activations() {
        return LayerFaults.all().stream().filter(ofKind -> ofKind.mistakes().get(0) instanceof ActivationMistake);
    }

    @ParameterizedTest
    @MethodSource("activations")
    void everyMistakeInAnActivationIsFound(OfKind<?> ofKind) {
        for (Mistake mistake : ofKind.mistakes()) {
            breaks(rulesThatFind((ActivationMistake) mistake), ofKind.kind(), mistake);
        }
    }

    private static Set<LayerRule> rulesThatFind(ActivationMistake mistake) {
        return switch (mistake) {
            case RELU_HAS_SLOPE_1_AT_ZERO, LEAKY_RELU_HAS_SLOPE_1_AT_ZERO, ELU_HAS_SLOPE_1_AT_ZERO -> Set.of(C6, C13);
            case ELU_WITHOUT_ALPHA_IN_DX -> Set.of(C6, C9, C13);
            case GELU_BY_TANH_FOR_ERF, GELU_BY_THE_SIGMOID, SOFTPLUS_OVERFLOWS -> Set.of(C5);
            default -> Set.of(C6, C9);
        };
    }
}
