package cnn.scratch.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The build runs the tests tagged "lanes" once for each vector length. This one sees to it that each run got what it is
 * there for, and otherwise is skipped with the reason.
 */
@Tag("lanes")
class LanesTest {
    @Test
    void theseTestsRanOnVectorsOfTheLengthThatTheyAreFor() {
        int wanted = Integer.getInteger("cnn.test.lanes", 0);
        assumeTrue(wanted > 0, "run without the build: nobody asks for a vector length");
        String obstacle = KernelLookup.obstacle().orElse("");
        assumeTrue(obstacle.isEmpty(), "vectors not tested: " + obstacle);
        int lanes = Integer.parseInt(KernelLookup.fastest().describe().replaceAll("\\D", "")) / 32;
        assumeTrue(
                lanes >= wanted,
                "vectors of %d floats not tested: this processor's have %d at most".formatted(wanted, lanes));
        assertThat(lanes).isEqualTo(wanted);
    }
}
