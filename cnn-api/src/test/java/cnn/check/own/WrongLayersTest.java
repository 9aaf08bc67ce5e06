package cnn.check.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds the mistakes that it is meant to find, and says what it has seen. */
class WrongLayersTest {
    private static final int SEEDS = 2;

    private static Stream<WrongLayers.Wrong> layers() {
        return WrongLayers.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void aWrongLayerBreaksTheRuleThatIsMeantForIt(WrongLayers.Wrong wrong) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            OwnReport report = wrong.check().seed(seed).report();
            assertThat(report.broken()).as("seed %d: %s", seed, report.describe()).first().isEqualTo(wrong.rule());
            String failure = report.of(wrong.rule()).failure().orElseThrow();
            assertThat(failure).contains(wrong.words());
            // Where no pattern fits, none is claimed.
            assertThat(failure.contains("likely cause")).as(failure).isEqualTo(wrong.isTold());
            assertThatThrownBy(report::verify)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("BROKEN " + wrong.rule().title());
        }
    }

    @Test
    void everyRuleIsProvenByAWrongLayer() {
        assertThat(layers().map(WrongLayers.Wrong::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Arrays.asList(OwnRule.values()));
    }
}
