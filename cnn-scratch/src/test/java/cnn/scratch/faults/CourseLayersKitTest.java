package cnn.scratch.faults;

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
import java.util.EnumSet;
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

    /** The rules expected are tried alone, for time; where none are, the layer is right, and all rules must hold. */
    private void breaks(Set<LayerRule> expected, String kind, cnn.scratch.faults.Mistake mistake) {
        Set<LayerRule> found = EnumSet.noneOf(LayerRule.class);
        found.addAll(expected);
        if (expected.contains(C9)) {
            // What differences of single elements find, they find along random directions.
            found.add(C27);
        }
        Set<LayerRule> tried = expected.isEmpty() ? EnumSet.allOf(LayerRule.class) : found;
        assertThat(rules.brokenBy(kind, mistake, tried)).isEqualTo(found);
    }

    /** Its one group cannot be dealt out in a wrong way. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "GROUPS_OF_EVERY_NTH_CHANNEL")
    void everyMistakeInALayerNormalisationIsFound(WrongSampleNorm.Mistake mistake) {
        breaks(rulesThatFind(mistake), "layer_norm", mistake);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInAGroupNormalisationIsFound(WrongSampleNorm.Mistake mistake) {
        breaks(rulesThatFind(mistake), "group_norm", mistake);
    }

    private static Set<LayerRule> rulesThatFind(WrongSampleNorm.Mistake mistake) {
        return switch (mistake) {
            case NONE -> Set.of();
            case MEAN_TERM_MISSING_IN_DX, VARIANCE_TERM_MISSING_IN_DX, GAMMA_BEHIND_THE_MEANS_IN_DX -> Set.of(C6, C9);
            case STATISTICS_TAKEN_AS_CONSTANTS, MEAN_TERM_TWICE_IN_DX -> Set.of(C6, C9);
            case VARIANCE_BY_M_MINUS_1, EPSILON_OUTSIDE_THE_ROOT -> Set.of(C5, C6, C7);
            // Forward and backward fit each other.
            case STATISTICS_OF_THE_WHOLE_BATCH, GROUPS_OF_EVERY_NTH_CHANNEL -> Set.of(C5, C6, C7);
            case DGAMMA_OF_X_ITSELF, DGAMMA_OF_ONE_SAMPLE, DGAMMA_AND_DBETA_EXCHANGED -> Set.of(C7, C9);
        };
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "CHANNELS_DROPPED_PIXEL_BY_PIXEL")
    void everyMistakeInADropoutIsFound(WrongDropout.Mistake mistake) {
        breaks(rulesThatFind(mistake), "dropout", mistake);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInASpatialDropoutIsFound(WrongDropout.Mistake mistake) {
        breaks(rulesThatFind(mistake), "spatial_dropout2d", mistake);
    }

    private static Set<LayerRule> rulesThatFind(WrongDropout.Mistake mistake) {
        return switch (mistake) {
            case NONE -> Set.of();
            case FRESH_MASK_IN_BACKWARD, NO_MASK_IN_BACKWARD, NOT_SCALED_IN_DX -> Set.of(C6, C9, C22);
            // Forward and backward fit each other.
            case KEPT_ONES_NOT_SCALED, SCALED_BY_THE_RATE, KEEPS_WHAT_SHOULD_GO -> Set.of(C5, C6, C22);
            case SEED_IGNORED, STEP_IGNORED -> Set.of(C5, C6, C22);
            case INDEX_IGNORED, EVERY_SAMPLE_HAS_THE_SAME_MASK, CHANNELS_DROPPED_PIXEL_BY_PIXEL -> Set.of(C5, C6, C22);
            case DROPS_IN_INFERENCE, SCALED_IN_INFERENCE_TOO -> Set.of(C23);
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
        breaks(expected, "concat", mistake);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInATransposedConvolutionIsFound(WrongTransposedConv2d.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case KERNEL_ROTATED, W_READ_AS_A_CONVOLUTIONS, TOP_AND_BOTTOM_EXCHANGED, DILATION_IGNORED ->
                Set.of(C5, C6, C7);
            case KERNEL_ROTATED_IN_DX, STRIDE_IGNORED_IN_DX, PADDING_OFF_BY_ONE_IN_DX -> Set.of(C6, C9);
            case OVERLAP_OVERWRITTEN_IN_Y -> Set.of(C5, C9);
            case DB_OF_ONE_SAMPLE, DW_TRANSPOSED -> Set.of(C7, C9);
        };
        breaks(expected, "transposed_conv2d", mistake);
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
        breaks(expected, "local_response_norm", mistake);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInASoftmaxIsFound(WrongSoftmax.Mistake mistake) {
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case SUM_MISSING_IN_DX, DY_WITHOUT_WEIGHTS_IN_THE_SUM, DIAGONAL_ONLY_IN_DX -> Set.of(C6, C9);
            case ALONG_THE_WHOLE_SAMPLE, MAXIMUM_NOT_TAKEN_OFF, MAXIMUM_OF_THE_BATCH_TAKEN_OFF -> Set.of(C5, C6);
        };
        breaks(expected, "softmax", mistake);
    }
}
