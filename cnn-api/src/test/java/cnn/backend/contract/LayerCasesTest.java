package cnn.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.contract.LayerRule;
import cnn.spec.LayerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerCasesTest {
    @Test
    void everyKindOfLayerHasCases() {
        List<LayerCase> cases = LayerCases.all();
        for (Class<?> kind : LayerSpec.class.getPermittedSubclasses()) {
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
            assertThat(LayerCases.all()).as(rule.text()).anyMatch(rule::appliesTo);
        }
    }
}
