package cnn.data.augment;

import static cnn.data.augment.AugmentedNoise.SIZE;
import static cnn.data.augment.AugmentedNoise.SOURCE;
import static cnn.data.augment.AugmentedNoise.augmenter;
import static cnn.data.augment.AugmentedNoise.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Augmenter;
import cnn.data.Normalization;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What single steps do to a picture, by their formulas, and how often. */
class AugmentationStepsTest {
    @Test
    void flipsAndCropsAreAsLikelyAsTheyShouldBe() {
        Augmenter flip = augmenter(new Flip(0.3, 0));
        Augmenter crop = augmenter(Fill.MEAN, List.of(new Crop(1)));
        int flipped = 0;
        Map<Integer, Integer> places = new HashMap<>();
        int epochs = 100;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            Augmenter.Reader flips = flip.reader(SOURCE, 1, epoch);
            Augmenter.Reader crops = crop.reader(SOURCE, 1, epoch);
            for (int i = 0; i < SOURCE.size(); i++) {
                float[] original = SOURCE.sample(i);
                if (!Arrays.equals(read(flips, i), original)) {
                    flipped++;
                }
                places.merge(place(read(crops, i), original), 1, Integer::sum);
            }
        }
        double n = epochs * SOURCE.size();
        assertThat(flipped / n).isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / n)));
        assertThat(places).containsOnlyKeys(-11, -10, -9, -1, 0, 1, 9, 10, 11);
        places.values().forEach(count ->
                assertThat(count / n).isCloseTo(1 / 9.0, within(5 * Math.sqrt(8 / 81.0 / n))));
    }

    /** By how many elements the middle of the picture has moved. */
    private static int place(float[] moved, float[] original) {
        return IntStream.rangeClosed(-11, 11)
                .filter(by -> moved[35] == original[35 - by] && moved[34] == original[34 - by])
                .findFirst()
                .orElseThrow();
    }

    /** Var Beta(α, α) = 1/(4·(2α + 1)); five standard errors, by the largest fourth moment there is. */
    @Test
    void betaHasItsMoments() {
        for (double alpha : new double[] {0.01, 0.2, 1, 5}) {
            int n = 20_000;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double b = new Draws(4, 1).at(i, 11).beta(alpha);
                assertThat(b).isBetween(0.0, 1.0);
                sum += b;
                squares += (b - 0.5) * (b - 0.5);
            }
            double variance = 1 / (4 * (2 * alpha + 1));
            assertThat(sum / n).isCloseTo(0.5, within(5 * Math.sqrt(variance / n)));
            assertThat(squares / n).isCloseTo(variance, within(5 * Math.sqrt(variance * 0.25 / n)));
        }
    }

    @Test
    void paintsAreTheirFormulas() {
        Draws draws = new Draws(9, 1);
        float[] x = SOURCE.sample(2);
        double[] p = intensities(x);
        double f = draws.at(2, new Brightness(0.5).address()).between(0.5, 1.5, 0);
        assertIntensities(read(augmenter(new Brightness(0.5)), 1, 2), i -> f * p[i]);

        int plane = SIZE / 3;
        double[] grey = IntStream.range(0, plane)
                .mapToDouble(i -> 0.299 * p[i] + 0.587 * p[i + plane] + 0.114 * p[i + 2 * plane])
                .toArray();
        double mean = Arrays.stream(grey).average().orElseThrow();
        double g = draws.at(2, new Contrast(0.5).address()).between(0.5, 1.5, 0);
        assertIntensities(read(augmenter(new Contrast(0.5)), 1, 2), i -> g * p[i] + (1 - g) * mean);

        double s = draws.at(2, new Colour(0.5, 0.2).address()).between(0.5, 1.5, 0);
        double[] gains = IntStream.range(0, 3).mapToDouble(c -> draws.between(0.8, 1.2, c + 1)).toArray();
        assertIntensities(
                read(augmenter(new Colour(0.5, 0.2)), 1, 2),
                i -> gains[i / plane] * cut(s * p[i] + (1 - s) * grey[i % plane]));
    }

    private static double cut(double p) {
        return Math.max(0, Math.min(1, p));
    }

    private static double[] intensities(float[] x) {
        return IntStream.range(0, SIZE)
                .mapToDouble(i -> {
                    Normalization.Channel channel = NoisePictures.NORMALIZATION.channels().get(i / (SIZE / 3));
                    return x[i] * channel.std() + channel.mean();
                })
                .toArray();
    }

    /** About ten roundings of numbers up to 2. */
    private static void assertIntensities(float[] x, IntToDoubleFunction expected) {
        double[] found = intensities(x);
        for (int i = 0; i < SIZE; i++) {
            assertThat(found[i]).isCloseTo(cut(expected.applyAsDouble(i)), within(20 * 0x1p-24));
        }
    }

    @Test
    void cutoutCoversASquareWithTheMeanColour() {
        Augmenter.Reader reader = augmenter(new Cutout(3, 0.5)).reader(SOURCE, 1, 1);
        int covered = 0;
        for (int i = 0; i < SOURCE.size(); i++) {
            float[] x = read(reader, i);
            float[] original = SOURCE.sample(i);
            int zeros = 0;
            for (int j = 0; j < SIZE; j++) {
                assertThat(x[j]).isIn(0f, original[j]);
                zeros += x[j] == 0 ? 1 : 0;
            }
            assertThat(zeros % 3).isZero();
            // At a corner a centre leaves two rows of two.
            assertThat(zeros / 3).isIn(0, 4, 6, 9);
            covered += zeros > 0 ? 1 : 0;
        }
        assertThat(covered).isBetween(8, 33);
    }

    @Test
    void mixupIsTheWeightedMeanOfTwoAugmentedSamples() {
        Augmenter mixup = augmenter(new Crop(2), new Mixup(1, 1));
        Augmenter.Reader before = augmenter(new Crop(2)).reader(SOURCE, 9, 1);
        Augmenter.Reader reader = mixup.reader(SOURCE, 9, 1);
        for (int i = 0; i < SOURCE.size(); i++) {
            float[] x = read(reader, i);
            int j = new Draws(9, 1).at(i, 15).below(SOURCE.size(), 1);
            float[] own = read(before, i);
            float[] other = read(before, j);
            float share = reader.secondShare();
            assertThat(reader.secondLabel()).isEqualTo(SOURCE.label(j));
            for (int k = 0; k < SIZE; k++) {
                assertThat((double) x[k]).isCloseTo((1.0 - share) * own[k] + share * other[k], within(4 * 0x1p-24 * 3));
            }
        }
    }

    @Test
    void cutMixSharesAreSharesOfPixels() {
        Augmenter.Reader reader = augmenter(new CutMix(1, 0.5)).reader(SOURCE, 9, 1);
        int mixed = 0;
        for (int i = 0; i < SOURCE.size(); i++) {
            float[] x = read(reader, i);
            float[] own = SOURCE.sample(i);
            float[] other = SOURCE.sample(new Draws(9, 1).at(i, 15).below(SOURCE.size(), 1));
            int foreign = 0;
            for (int k = 0; k < SIZE; k++) {
                assertThat(x[k]).isIn(own[k], other[k]);
                foreign += x[k] == own[k] ? 0 : 1;
            }
            if (!Arrays.equals(own, other)) {
                assertThat(reader.secondShare()).isEqualTo((float) foreign / SIZE);
            }
            mixed += foreign > 0 ? 1 : 0;
        }
        assertThat(mixed).isBetween(8, 33);
    }
}
