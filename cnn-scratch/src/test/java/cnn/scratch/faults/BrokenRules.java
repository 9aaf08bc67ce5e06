package cnn.scratch.faults;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.contract.LayerRule;
import cnn.check.contract.RuleBroken;
import cnn.scratch.textbook.TextbookBackend;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which rules of the contract a planted mistake breaks, for tests of the kit itself. */
final class BrokenRules implements AutoCloseable {
    private final TextbookFaults catalogue = new TextbookFaults();
    private final Backend reference = new TextbookBackend(1);

    /** The rules that the mistake breaks on some case of this kind of layer. */
    Set<LayerRule> brokenBy(String kind, Mistake mistake) {
        return brokenBy(kind, mistake, EnumSet.allOf(LayerRule.class));
    }

    /** Those among {@code tried} that it breaks. */
    Set<LayerRule> brokenBy(String kind, Mistake mistake, Set<LayerRule> tried) {
        try (Backend wrong = mistake.isControl() ? catalogue.control(kind) : catalogue.plant(mistake.in(kind))) {
            return brokenBy(kind, wrong, tried);
        }
    }

    private Set<LayerRule> brokenBy(String kind, Backend wrong, Set<LayerRule> tried) {
        List<LayerCase> cases = LayerCases.all().stream()
                .filter(on -> on.spec().kind().equals(kind))
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
        return broken;
    }

    private boolean breaks(Backend wrong, LayerRule rule, LayerCase on) {
        try {
            rule.check(wrong, reference, on);
            return false;
        } catch (RuleBroken e) {
            assertThat(e).hasMessageContaining(rule.text()).hasMessageContaining(on.toString());
            // A fault is noticed by its numbers, not by a crash.
            return e.getCause() == null;
        }
    }

    @Override
    public void close() {
        reference.close();
    }
}
