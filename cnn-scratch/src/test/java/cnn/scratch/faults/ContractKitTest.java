package cnn.scratch.faults;

import static cnn.check.contract.LayerRule.C10;
import static cnn.check.contract.LayerRule.C11;
import static cnn.check.contract.LayerRule.C12;
import static cnn.check.contract.LayerRule.C13;
import static cnn.check.contract.LayerRule.C14;
import static cnn.check.contract.LayerRule.C18;
import static cnn.check.contract.LayerRule.C19;
import static cnn.check.contract.LayerRule.C20;
import static cnn.check.contract.LayerRule.C2;
import static cnn.check.contract.LayerRule.C3;
import static cnn.check.contract.LayerRule.C4;
import static cnn.check.contract.LayerRule.C5;
import static cnn.check.contract.LayerRule.C6;
import static cnn.check.contract.LayerRule.C7;
import static cnn.check.contract.LayerRule.C8;
import static cnn.check.contract.LayerRule.C9;
import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.contract.LayerRule;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract is itself tested: layers that are wrong on purpose must break the rules that are meant to find them. */
class ContractKitTest {
    private final BrokenRules rules = new BrokenRules();

    @AfterEach
    void close() {
        rules.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInAConvolutionIsFound(ConvolutionMistake mistake) {
        Set<LayerRule> broken = rules.brokenBy("conv2d", mistake);
        assertThat(broken).containsAll(rulesThatFind(mistake)).doesNotContainAnyElementsOf(rulesThatHold(mistake));
    }

    private static Set<LayerRule> rulesThatFind(ConvolutionMistake mistake) {
        return switch (mistake) {
            case NONE -> Set.of();
            case KERNEL_NOT_ROTATED_IN_DX, KERNEL_TRANSPOSED_IN_DX, OVERLAP_OVERWRITTEN_IN_DX -> Set.of(C6, C9);
            case IN_AND_OUT_CHANNELS_SWAPPED_IN_DX, STRIDE_IGNORED_IN_DX, DILATION_IGNORED_IN_DX -> Set.of(C6, C9);
            case DILATION_OF_H_TAKEN_FOR_W_IN_DX, H_AND_W_SWAPPED_IN_DX, PADDING_OFF_BY_ONE_IN_DX -> Set.of(C6, C9);
            case GROUPS_MIXED_IN_DX -> Set.of(C6, C9);
            case BIAS_GRADIENT_AVERAGED, BIAS_GRADIENT_OF_ONE_PIXEL, MINIBATCH_DIVIDED_TWICE -> Set.of(C7, C9);
            case DILATION_IGNORED_IN_DW, GROUPS_MIXED_IN_DW, LAST_ROW_MISSING_IN_DW -> Set.of(C7, C9);
            case BIAS_GRADIENT_OF_LAST_SAMPLE_ONLY, STRIDE_IGNORED_IN_DW -> Set.of(C7, C9);
            case PADDING_BLOCKS_GRADIENT -> Set.of(C6, C7, C9);
            case DILATION_IGNORED_FORWARD -> Set.of(C5, C9);
            case PADDING_TOP_AND_BOTTOM_EXCHANGED -> Set.of(C5, C6, C7);
            case GRADIENT_ADDED_TO_OLD_VALUES -> Set.of(C3, C7, C8, C12);
            case DX_NOT_CLEARED -> Set.of(C4, C8, C12);
            case X_OVERWRITTEN -> Set.of(C2);
            case WEIGHTS_READ_ONCE -> Set.of(C18);
            case WRITES_BESIDE_ITS_SLICE -> Set.of(C3);
            case WEIGHTS_LOSE_DIGITS -> Set.of(C5, C6, C10);
            // Forward and backward agree with each other.
            case EVERY_GROUP_SEES_THE_FIRST_ONES_CHANNELS -> Set.of(C5, C6, C7);
        };
    }

    private static Set<LayerRule> rulesThatHold(ConvolutionMistake mistake) {
        return switch (mistake) {
            case NONE -> EnumSet.allOf(LayerRule.class);
            case KERNEL_NOT_ROTATED_IN_DX, KERNEL_TRANSPOSED_IN_DX, OVERLAP_OVERWRITTEN_IN_DX -> Set.of(C5, C7);
            case IN_AND_OUT_CHANNELS_SWAPPED_IN_DX, STRIDE_IGNORED_IN_DX, DILATION_IGNORED_IN_DX -> Set.of(C5, C7);
            case DILATION_OF_H_TAKEN_FOR_W_IN_DX, H_AND_W_SWAPPED_IN_DX, PADDING_OFF_BY_ONE_IN_DX -> Set.of(C5, C7);
            case GROUPS_MIXED_IN_DX -> Set.of(C5, C7);
            case BIAS_GRADIENT_AVERAGED, BIAS_GRADIENT_OF_ONE_PIXEL, MINIBATCH_DIVIDED_TWICE -> Set.of(C5, C6);
            case DILATION_IGNORED_IN_DW, GROUPS_MIXED_IN_DW, LAST_ROW_MISSING_IN_DW -> Set.of(C5, C6);
            case BIAS_GRADIENT_OF_LAST_SAMPLE_ONLY, STRIDE_IGNORED_IN_DW -> Set.of(C5, C6);
            case PADDING_BLOCKS_GRADIENT -> Set.of(C5);
            case DILATION_IGNORED_FORWARD -> Set.of(C6, C7);
            // Forward and backward fit each other; only another implementation tells that both are wrong.
            case PADDING_TOP_AND_BOTTOM_EXCHANGED, EVERY_GROUP_SEES_THE_FIRST_ONES_CHANNELS -> Set.of(C9);
            case WEIGHTS_LOSE_DIGITS -> Set.of(C3, C7);
            case GRADIENT_ADDED_TO_OLD_VALUES -> Set.of(C5, C6);
            case DX_NOT_CLEARED -> Set.of(C5, C6, C7);
            case X_OVERWRITTEN -> Set.of(C3);
            case WEIGHTS_READ_ONCE, WRITES_BESIDE_ITS_SLICE -> Set.of(C5, C6, C7);
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInAMaxPoolIsFound(WrongMaxPool2d.Mistake mistake) {
        Set<LayerRule> broken = rules.brokenBy("max_pool2d", mistake);
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case LAST_OF_THE_LARGEST_WINS, EVERY_ONE_OF_THE_LARGEST_WINS -> Set.of(C6, C13);
            case OVERLAP_OVERWRITTEN_IN_DX -> Set.of(C6, C9, C13);
            case PADDING_COUNTS_AS_ZERO -> Set.of(C5, C6);
            case WINNERS_WITHOUT_THE_SAMPLES_OFFSET, GRADIENT_SPREAD_OVER_THE_WINDOW -> Set.of(C6, C9);
        };
        assertThat(broken).containsAll(expected);
        assertThat(broken.isEmpty()).isEqualTo(mistake == WrongMaxPool2d.Mistake.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInABatchNormalisationIsFound(WrongBatchNorm2d.Mistake mistake) {
        Set<LayerRule> broken = rules.brokenBy("batch_norm2d", mistake);
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case VARIANCE_BY_M_MINUS_1, EPSILON_OUTSIDE_THE_ROOT -> Set.of(C5, C6, C7);
            case STATISTICS_OF_THE_FIRST_SAMPLE -> Set.of(C5, C6, C9, C20);
            case MEAN_TERM_MISSING_IN_DX, VARIANCE_TERM_MISSING_IN_DX, BACKWARD_USES_THE_STATE -> Set.of(C6, C9);
            case STATISTICS_TAKEN_AS_CONSTANTS, GAMMA_FORGOTTEN_IN_DX -> Set.of(C6, C9);
            case DGAMMA_OF_X_ITSELF, DBETA_AVERAGED -> Set.of(C7, C9);
            case STATE_NOT_MOVED, STATE_MOVED_TO_THE_UNBIASED_VARIANCE, MOMENTUM_THE_OTHER_WAY_ROUND -> Set.of(C20);
            case UNBIASED_FACTOR_ON_THE_MEAN_TOO, STATE_MOVED_BY_BACKWARD -> Set.of(C20);
            case STATE_OF_ANOTHER_LAYER_TOUCHED -> Set.of(C20);
            case STATE_MOVED_IN_INFERENCE, INFERENCE_USES_THE_LAST_BATCH -> Set.of(C19);
        };
        assertThat(broken).containsAll(expected);
        assertThat(broken.isEmpty()).isEqualTo(mistake == WrongBatchNorm2d.Mistake.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void everyMistakeInAResidualBlockIsFound(WrongResidual.Mistake mistake) {
        Set<LayerRule> broken = rules.brokenBy("residual", mistake);
        Set<LayerRule> expected = switch (mistake) {
            case NONE -> Set.of();
            case SHORTCUT_DROPPED -> Set.of(C5, C9);
            case SHORTCUT_TAKES_ANOTHER_X -> Set.of(C5, C9);
            case SHORTCUT_GRADIENT_DROPPED, BODY_GRADIENT_DROPPED -> Set.of(C6, C9);
            case DY_SHARED_OUT_BETWEEN_THE_BRANCHES -> Set.of(C6, C9);
            case SHORTCUTS_PARAMETERS_FORGOTTEN -> Set.of(C14);
            case ALWAYS_IN_TRAINING -> Set.of(C19);
            case BACKWARD_AFTER_INFERENCE -> Set.of(C11);
        };
        assertThat(broken).containsAll(expected);
        assertThat(broken.isEmpty()).isEqualTo(mistake == WrongResidual.Mistake.NONE);
    }
}
