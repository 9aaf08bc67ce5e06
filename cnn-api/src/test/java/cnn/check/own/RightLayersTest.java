package cnn.check.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No false alarms: layers that are right pass, whatever the numbers. */
class RightLayersTest {
    private static final int SEEDS = 50;

    /** Other elements with each seed: over all seeds, nearly every element of every tensor comes up. */
    private static final int ELEMENTS = 24;

    private static Stream<RightLayers.Named> layers() {
        return RightLayers.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void aRightLayerPassesWithEverySeed(RightLayers.Named layer) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            OwnReport report = layer.check().seed(seed).atMost(ELEMENTS).report();
            assertThat(report.agrees()).as("seed %d: %s", seed, report.describe()).isTrue();
            // A check that passes has judged something.
            assertThat(report.of(OwnRule.O8).checked()).isPositive();
        }
    }
}
