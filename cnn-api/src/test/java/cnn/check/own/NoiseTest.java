package cnn.check.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.tensor.Shape;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoiseTest {
    private static double[] along(int points, double spacing, double noise, Random random) {
        return IntStream.range(0, points)
                .mapToDouble(j -> Math.exp(1 + j * spacing) + noise * random.nextGaussian())
                .toArray();
    }

    /** The method promises a factor of 4; with nine points few estimates are off by more. */
    @Test
    void theNoiseOfAKnownFunctionIsFoundWithinAFactorOfFour() {
        Random random = new Random(1);
        int far = 0;
        for (int run = 0; run < 500; run++) {
            double estimate = Noise.estimate(along(9, 1e-6, 1e-8, random)).orElseThrow();
            far += estimate < 1e-8 / 4 || estimate > 4e-8 ? 1 : 0;
        }
        assertThat(far).isLessThan(10);
    }

    @Test
    void aStraightLineWithoutRoundingHasNone() {
        double[] line = IntStream.range(0, 9).mapToDouble(j -> 3 * j).toArray();
        assertThat(Noise.estimate(line)).hasValue(0);
    }

    @Test
    void valuesThatHardlyMoveTellNothing() {
        assertThat(Noise.estimate(new double[] {1, 1, 1, 1, 2, 2, 2, 2, 2})).isEmpty();
    }

    @Test
    void aLayerInFloat32HasTheNoiseOfFloat32() {
        OwnLayer square = OwnLayer.elementwise(x -> (float) x * (float) x * (float) x, x -> 3 * x * x);
        Case on = new Case(Shape.of(50), 1, 0.5, 1, 1);
        Trial trial = new Trial(square, Optional.empty(), Options.USUAL, on);
        double[] y = trial.y();
        double[] noise = trial.noise().y();
        for (int i = 0; i < y.length; i++) {
            // Up to five roundings of at most 2^-24; of one, uniform, the deviation is a √3rd of half
            // that. And a factor of 4.
            assertThat(noise[i]).isBetween(0x1p-25 * y[i] / Math.sqrt(3) / 4, 5 * 0x1p-24 * y[i] * 4);
        }
        assertThat(Noise.gamma(1)).isCloseTo(0x1p-53, within(1e-30));
    }
}
