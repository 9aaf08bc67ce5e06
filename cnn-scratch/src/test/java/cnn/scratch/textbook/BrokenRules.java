package cnn.scratch.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.contract.LayerRule;
import cnn.spec.LayerSpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which rules of the contract a backend breaks, for tests of the kit itself. */
final class BrokenRules implements AutoCloseable {
    private final Backend reference = new TextbookBackend(1);

    /** The rules that the backend breaks on some case of this kind of layer. */
    Set<LayerRule> brokenBy(Backend wrong, Class<? extends LayerSpec> kind) {
        return brokenBy(wrong, kind, EnumSet.allOf(LayerRule.class));
    }

    /** Those among {@code tried} that the backend breaks. */
    Set<LayerRule> brokenBy(Backend wrong, Class<? extends LayerSpec> kind, Set<LayerRule> tried) {
        List<LayerCase> cases = LayerCases.all().stream()
                .filter(on -> kind.isInstance(on.spec()))
                .filter(on -> on.spec().multiplyAdds(on.input()) < 20_000)
                .toList();
        assertThat(cases).isNotEmpty();
        Set<LayerRule> broken = EnumSet.noneOf(LayerRule.class);
        for (LayerRule rule : tried) {
            for (LayerCase on : cases) {
                if (rule.appliesTo(on) && !broken.contains(rule) && breaks(wrong, rule, on)) {
                    broken.add(rule);
                }
            }
        }
        wrong.close();
        return broken;
    }

    private boolean breaks(Backend wrong, LayerRule rule, LayerCase on) {
        try {
            rule.check(wrong, reference, on);
            return false;
        } catch (AssertionError e) {
            assertThat(e).hasMessageContaining(rule.title()).hasMessageContaining(on.toString());
            return true;
        }
    }

    @Override
    public void close() {
        reference.close();
    }
}
