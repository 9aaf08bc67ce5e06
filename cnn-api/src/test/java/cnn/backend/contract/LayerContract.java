package cnn.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.backend.UnsupportedLayerException;
import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.check.contract.BackendRule;
import cnn.check.contract.LayerRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every backend obeys: each {@link LayerRule} on each {@link LayerCase} that it applies to, and each
 * {@link BackendRule}; see {@link cnn.check.contract}. A backend's test extends this class and makes the backend; it needs the backend {@code textbook} on
 * its class path.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LayerContract {
    private Backend backend;
    private Backend reference;

    /** Makes the backend; this class closes it. */
    protected abstract Backend backend();

    /**
     * What the backend throws an {@link UnsupportedLayerException} for, in that exception's words, for example {@code
     * batch_norm2d}. Its cases are shown as skipped; a case that is refused and not listed here fails, and so does a word
     * here that nothing is refused for.
     */
    protected Set<String> cannotRunYet() {
        return Set.of();
    }

    @BeforeAll
    void open() {
        backend = backend();
        reference = Backends.named("textbook");
    }

    @AfterAll
    void close() {
        backend.close();
        reference.close();
    }

    @TestFactory
    Stream<DynamicNode> rules() {
        Stream<DynamicNode> ofLayers =
                Arrays.stream(LayerRule.values()).map(rule -> dynamicContainer(rule.text(), tests(rule)));
        Stream<DynamicNode> ofBackends = Arrays.stream(BackendRule.values())
                .map(rule -> dynamicTest(rule.text(), () -> unlessRefused(() -> rule.check(backend, reference))));
        Stream<DynamicNode> refused = cannotRunYet().stream()
                .map(what -> dynamicTest("cannot run " + what + " yet", () -> assertThat(refusedInSomeCase())
                        .as("remove it from cannotRunYet() if the backend can")
                        .contains(what)));
        return Stream.of(ofLayers, ofBackends, refused).flatMap(nodes -> nodes);
    }

    private void unlessRefused(Runnable check) {
        try {
            check.run();
        } catch (UnsupportedLayerException e) {
            assumeTrue(!cannotRunYet().contains(e.what()), e.getMessage());
            throw e;
        }
    }

    private Set<String> refusedInSomeCase() {
        Set<String> refused = new TreeSet<>();
        for (LayerCase on : LayerCases.all()) {
            try {
                LayerRule.C1.check(backend, reference, on);
            } catch (UnsupportedLayerException e) {
                refused.add(e.what());
            }
        }
        return refused;
    }

    private Stream<DynamicNode> tests(LayerRule rule) {
        if (!rule.appliesTo(backend.precision())) {
            String reason = "not for " + backend.precision();
            return Stream.of(dynamicTest(reason, () -> assumeTrue(false, reason)));
        }
        List<LayerCase> cases =
                LayerCases.all().stream().filter(rule::appliesTo).toList();
        DynamicNode notNothing = dynamicTest(
                "applies to " + cases.size() + " cases", () -> assertThat(cases).isNotEmpty());
        return Stream.concat(
                Stream.of(notNothing),
                cases.stream()
                        .map(on -> dynamicTest(
                                on.toString(), () -> unlessRefused(() -> rule.check(backend, reference, on)))));
    }
}
