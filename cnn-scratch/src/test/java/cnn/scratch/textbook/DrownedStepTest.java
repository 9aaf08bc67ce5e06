package cnn.scratch.textbook;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.check.GradientCheck;
import cnn.check.LayerInputs;
import cnn.spec.LocalResponseNorm;
import cnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class DrownedStepTest {
    /** A small x beside one of a million moves that one's y by less than its last bit, and the loss with it. */
    @Test
    void whatAStepChangesBelowTheLastBitCountsAsError() {
        LayerInputs in = new LayerInputs(
                new LocalResponseNorm(3, 0.3, 0.75, 1),
                Shape.of(2, 1, 1),
                1,
                new double[] {1e-3, 1e6},
                new double[0],
                new double[] {1e-6, 1});
        try (Backend textbook = Backends.named("textbook")) {
            assertThat(GradientCheck.ofLayer(textbook, in, 2)).allSatisfy(finding -> assertThat(finding.agrees())
                    .as(finding.describe())
                    .isTrue());
        }
    }
}
