package cnn.backend.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cnn.backend.Backend;
import cnn.backend.Backends;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What every backend obeys: each {@link LayerRule} on each {@link LayerCase} that it applies to, and each
 * {@link BackendRule}. A backend's test extends this class and makes the backend; it needs the backend {@code textbook} on
 * its class path.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LayerContract {
    private Backend backend;
    private Backend reference;

    /** Makes the backend; this class closes it. */
    protected abstract Backend backend();

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
        return Stream.concat(
                Arrays.stream(LayerRule.values()).map(rule -> dynamicContainer(rule.title(), tests(rule))),
                Arrays.stream(BackendRule.values()).map(rule -> dynamicTest(rule.title(), () -> rule.check(backend, reference))));
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
                cases.stream().map(on -> dynamicTest(on.toString(), () -> rule.check(backend, reference, on))));
    }
}
