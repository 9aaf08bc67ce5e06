package cnn.scratch.textbook;

import static cnn.check.contract.LayerRule.C13;
import static cnn.check.contract.LayerRule.C14;
import static cnn.check.contract.LayerRule.C22;
import static cnn.check.contract.LayerRule.C23;
import static cnn.check.contract.LayerRule.C27;
import static cnn.check.contract.LayerRule.C5;
import static cnn.check.contract.LayerRule.C6;
import static cnn.check.contract.LayerRule.C7;
import static cnn.check.contract.LayerRule.C9;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.contract.LayerRule;
import cnn.spec.Concat;
import cnn.spec.Dropout;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LocalResponseNorm;
import cnn.spec.Softmax;
import cnn.spec.SpatialDropout2d;
import cnn.spec.TransposedConv2d;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The contract kit is itself tested, like {@link ContractKitTest}, with the layers that came later. */
class CourseLayersKitTest {
    private final BrokenRules rules = new BrokenRules();

    @AfterEach
    void close() {
        rules.close();
    }

    /** The rules expected are tried alone, for time's sake; where none are, the layer is right, and all rules must hold. */
    private void breaks(Set<LayerRule> expected, Class<? extends LayerSpec> kind, WrongBackend.LayerMaker maker) {
        Set<LayerRule> found = EnumSet.noneOf(LayerRule.class);
        found.addAll(expected);
        if (expected.contains(C9)) {
            // What differences of single elements find, they find along random directions.
            found.add(C27);
        }
        Set<LayerRule> tried = expected.isEmpty() ? EnumSet.allOf(LayerRule.class) : found;
        assertThat(rules.brokenBy(new WrongBackend(maker), kind, tried)).isEqualTo(found);
    }

    /** Its one group cannot be dealt out in a wrong way. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GROUPS_OF_EVERY_NTH_CHANNEL")
    void everyMistakeInALayerNormalisationIsFound(WrongSampleNorm.Mistake mistake) {
        breaks(
                rulesThatFind(mistake),
                LayerNorm.class,
                (placed, context) -> new WrongSampleNorm(mistake, placed, context));
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInAGroupNormalisationIsFound(WrongSampleNorm.Mistake mistake) {
        breaks(
                rulesThatFind(mistake),
                GroupNorm.class,
                (placed, context) -> new WrongSampleNorm(mistake, placed, context));
    }

    private static Set<LayerRule> rulesThatFind(WrongSampleNorm.Mistake mistake) {
        return switch (mistake) {
            case NONE -> Set.of();
            case MEAN_TERM_MISSING_IN_DX, VARIANCE_TERM_MISSING_IN_DX, GAMMA_BEHIND_THE_MEANS_IN_DX -> Set.of(C6, C9);
            case VARIANCE_BY_M_MINUS_1, EPSILON_OUTSIDE_THE_ROOT -> Set.of(C5, C6, C7);
            // Forward and backward fit each other.
            case STATISTICS_OF_THE_WHOLE_BATCH, GROUPS_OF_EVERY_NTH_CHANNEL -> Set.of(C5, C6, C7);
            case DGAMMA_OF_X_ITSELF -> Set.of(C7, C9);
        };
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CHANNELS_DROPPED_PIXEL_BY_PIXEL")
    void everyMistakeInADropoutIsFound(WrongDropout.Mistake mistake) {
        breaks(rulesThatFind(mistake), Dropout.class, (placed, context) -> new WrongDropout(mistake, placed, context));
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInASpatialDropoutIsFound(WrongDropout.Mistake mistake) {
        breaks(
                rulesThatFind(mistake),
                SpatialDropout2d.class,
                (placed, context) -> new WrongDropout(mistake, placed, context));
    }

    private static Set<LayerRule> rulesThatFind(WrongDropout.Mistake mistake) {
        return switch (mistake) {
            case NONE -> Set.of();
            case FRESH_MASK_IN_BACKWARD, NO_MASK_IN_BACKWARD -> Set.of(C6, C9, C22);
            // Forward and backward fit each other.
            case KEPT_ONES_NOT_SCALED, KEEPS_WHAT_SHOULD_GO, SEED_IGNORED, STEP_IGNORED -> Set.of(C5, C6, C22);
            case INDEX_IGNORED, EVERY_SAMPLE_HAS_THE_SAME_MASK, CHANNELS_DROPPED_PIXEL_BY_PIXEL -> Set.of(C5, C6, C22);
            case DROPS_IN_INFERENCE -> Set.of(C23);
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInAConcatBlockIsFound(WrongConcat.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case DX_OF_THE_BRANCHES_NOT_SUMMED, DX_AVERAGED_OVER_THE_BRANCHES, DY_NOT_THE_BRANCHS_OWN -> Set.of(C6, C9);
            case BRANCHES_IN_REVERSE_ORDER, BATCH_STACKED_BRANCH_BY_BRANCH, BRANCHES_CHAINED -> Set.of(C5, C9);
            case LAST_BRANCHS_PARAMETERS_FORGOTTEN -> Set.of(C14);
        };
        breaks(
                expected,
                Concat.class,
                (placed, context) -> placed.isComposite()
                        ? new WrongConcat(mistake, placed, context)
                        : LayerMaker.layers(List.of(placed), context).get(0));
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInATransposedConvolutionIsFound(WrongTransposedConv2d.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case KERNEL_ROTATED, W_READ_AS_A_CONVOLUTIONS, TOP_AND_BOTTOM_EXCHANGED, DILATION_IGNORED ->
                Set.of(C5, C6, C7);
            case KERNEL_ROTATED_IN_DX -> Set.of(C6, C9);
            case OVERLAP_OVERWRITTEN_IN_Y -> Set.of(C5, C9);
            case DB_OF_ONE_SAMPLE -> Set.of(C7, C9);
        };
        breaks(
                expected,
                TransposedConv2d.class,
                (placed, context) -> new WrongTransposedConv2d(mistake, placed, context));
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInALocalResponseNormalisationIsFound(WrongResponseNorm.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case CROSS_TERM_MISSING_IN_DX, CROSS_TERM_OF_ITS_OWN_CHANNEL_ONLY, CROSS_TERM_WITH_ITS_OWN_S ->
                Set.of(C6, C9);
            case ALPHA_DIVIDED_BY_SIZE, NEIGHBOURS_ON_ONE_SIDE, NEIGHBOURS_AMONG_THE_PIXELS -> Set.of(C5, C6);
        };
        breaks(
                expected,
                LocalResponseNorm.class,
                (placed, context) -> new WrongResponseNorm(mistake, placed, context));
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInASoftmaxIsFound(WrongSoftmax.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case SUM_MISSING_IN_DX, DY_WITHOUT_WEIGHTS_IN_THE_SUM -> Set.of(C6, C9);
            case ALONG_THE_WHOLE_SAMPLE, MAXIMUM_NOT_TAKEN_OFF -> Set.of(C5, C6);
        };
        breaks(expected, Softmax.class, (placed, context) -> new WrongSoftmax(mistake, placed, context));
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInAnActivationIsFound(WrongActivation.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case LEAKY_RELU_HAS_SLOPE_1_AT_ZERO, ELU_HAS_SLOPE_1_AT_ZERO -> Set.of(C6, C13);
            case LEAKY_RELU_SLOPE_MISSING_IN_DX -> Set.of(C6, C9);
            case ELU_WITHOUT_ALPHA_IN_DX -> Set.of(C6, C9, C13);
            case GELU_BY_TANH_FOR_ERF, GELU_BY_THE_SIGMOID, SOFTPLUS_OVERFLOWS -> Set.of(C5);
            case GELU_WITHOUT_DENSITY_IN_DX, SILU_WITHOUT_X_IN_DX, SOFTPLUS_DX_OF_MINUS_X -> Set.of(C6, C9);
        };
        breaks(expected, mistake.kind(), (placed, context) -> new WrongActivation(mistake, placed, context));
    }
}
