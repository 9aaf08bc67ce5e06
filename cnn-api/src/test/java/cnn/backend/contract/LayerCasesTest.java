package cnn.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.spec.BatchNorm2d;
import cnn.spec.GlobalAvgPool2d;
import cnn.spec.LayerSpec;
import cnn.spec.Residual;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerCasesTest {
    /** Their bounds are still to be derived. */
    private static final List<Class<? extends LayerSpec>> WITHOUT_CASES_YET =
            List.of(BatchNorm2d.class, GlobalAvgPool2d.class, Residual.class);

    @Test
    void everyKindOfLayerHasCases() {
        List<LayerCase> cases = LayerCases.all();
        for (Class<?> kind : LayerSpec.class.getPermittedSubclasses()) {
            if (WITHOUT_CASES_YET.contains(kind)) {
                continue;
            }
            assertThat(cases).as(kind.getSimpleName()).anyMatch(on -> kind.isInstance(on.spec()));
        }
    }

    @Test
    void everyCaseHasItsOwnName() {
        assertThat(LayerCases.all()).extracting(LayerCase::toString).doesNotHaveDuplicates();
    }

    @Test
    void everyRuleAppliesToSomeCase() {
        for (LayerRule rule : LayerRule.values()) {
            assertThat(LayerCases.all()).as(rule.title()).anyMatch(rule::appliesTo);
        }
    }
}
