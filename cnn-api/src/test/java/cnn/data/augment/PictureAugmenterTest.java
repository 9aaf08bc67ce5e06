package cnn.data.augment;

import static cnn.data.augment.AugmentedNoise.SIZE;
import static cnn.data.augment.AugmentedNoise.SOURCE;
import static cnn.data.augment.AugmentedNoise.augmenter;
import static cnn.data.augment.AugmentedNoise.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.data.Augmenter;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Augmentation as training meets it: addressed, in any batches, by any reader, and what it refuses. */
class PictureAugmenterTest {
    private static final List<AugmentationSpec> ALL = List.of(
            new Flip(0.5, 0.2),
            new Shift(0.1, 0.2),
            new Rotation(20),
            new Shear(10),
            new Zoom(0.8, 1.3, false),
            new Crop(2),
            new Brightness(0.3),
            new Contrast(0.3),
            new Colour(0.5, 0.2),
            new Cutout(3, 0.5),
            new Mixup(0.3, 0.4),
            new CutMix(1, 0.4));

    /** Each sample as (pixels, second label, share), by its own pixels in the source. */
    private static List<Object> samples(Iterable<Batch> batches) {
        List<Object> all = new ArrayList<>();
        for (Batch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                Batch.Mixed mixed = batch.mixed().orElseThrow();
                float[] x = Arrays.copyOfRange(batch.x(), i * SIZE, (i + 1) * SIZE);
                all.add(List.of(Arrays.hashCode(x), batch.labels()[i], mixed.labels()[i], mixed.shares()[i]));
            }
        }
        return all;
    }

    @Test
    void aSampleIsTheSameInWhicheverBatchItComesAndAfterAResume() {
        Augmenter all = augmenter(Fill.EDGE, ALL);
        List<Object> whole = samples(new Batches(SOURCE, 41).augmented(all).shuffled(9, 4));
        List<Object> tens = samples(new Batches(SOURCE, 10).augmented(all).shuffled(9, 4));
        List<Object> resumed = samples(new Batches(SOURCE, 10).augmented(all).shuffled(9, 4, 2));
        assertThat(tens).isEqualTo(whole);
        assertThat(resumed).isEqualTo(whole.subList(20, 41));
        assertThat(samples(new Batches(SOURCE, 10).augmented(all).shuffled(9, 5))).doesNotContainAnyElementsOf(whole);
        assertThat(samples(new Batches(SOURCE, 10).augmented(all).shuffled(8, 4))).doesNotContainAnyElementsOf(whole);
    }

    @Test
    void manyReadersAtOnceGiveTheSameBits() {
        Augmenter all = augmenter(Fill.MEAN, ALL);
        Augmenter.Reader one = all.reader(SOURCE, 9, 1);
        float[][] expected = IntStream.range(0, 41).mapToObj(i -> read(one, i)).toArray(float[][]::new);
        float[][] found =
                IntStream.range(0, 41).parallel().mapToObj(i -> read(all, 1, i)).toArray(float[][]::new);
        assertThat(found).isDeepEqualTo(expected);
    }

    /** Pinned: a training that was saved goes on with the same pictures under a later version. */
    @Test
    void theBitsAreThoseOfEveryVersion() {
        int hash = 1;
        Augmenter.Reader reader = augmenter(Fill.REFLECT, ALL).reader(SOURCE, 9, 1);
        for (int i = 0; i < SOURCE.size(); i++) {
            hash = 31 * hash + Arrays.hashCode(read(reader, i));
            hash = 31 * hash + Float.hashCode(reader.secondShare());
        }
        assertThat(hash).isEqualTo(GOLDEN);
    }

    private static final int GOLDEN = -200828212;

    @Test
    void onlyShuffledBatchesAreAugmented() {
        Batches batches = new Batches(SOURCE, 41).augmented(augmenter(new Brightness(0.5)));
        float[] plain = new Batches(SOURCE, 41).inOrder().iterator().next().x();
        assertThat(batches.inOrder().iterator().next().x()).isEqualTo(plain);
        assertThat(batches.shuffled(1, 1).iterator().next().mixed()).isEmpty();
        float[] shuffled = new Batches(SOURCE, 41).shuffled(1, 1).iterator().next().x();
        assertThat(batches.shuffled(1, 1).iterator().next().x()).isNotEqualTo(shuffled);
        assertThat(batches.unaugmented().shuffled(1, 1).iterator().next().x()).isEqualTo(shuffled);
    }

    /** Leaving a kind out changes nothing in the others' numbers. */
    @Test
    void kindsDoNotShareNumbers() {
        Augmenter more = augmenter(new Colour(0, 0), new Flip(0.5, 0), new Rotation(0), new Crop(2));
        Augmenter fewer = augmenter(new Flip(0.5, 0), new Crop(2));
        for (int i = 0; i < SOURCE.size(); i++) {
            assertThat(close(read(more, 1, i), read(fewer, 1, i))).isTrue();
            assertThat(close(read(fewer, 1, i), read(fewer, 2, i))).isFalse();
        }
    }

    /** p = x·std + mean and back is not exact. */
    private static boolean close(float[] a, float[] b) {
        return IntStream.range(0, a.length).allMatch(i -> Math.abs(a[i] - b[i]) < 1e-5);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> new Augmentation(Fill.MEAN, List.of(new Flip(1, 0), new Flip(0, 1))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("flip stands twice");
        assertThatThrownBy(() -> new Augmentation(Fill.MEAN, List.of(new Mixup(1, 1), new CutMix(1, 0.5))))
                .hasMessageContaining("mixed at most once")
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> augmenter(new Crop(7))).hasMessageContaining("could leave nothing of pictures [3, 7, 10]");
        assertThatThrownBy(() -> augmenter(new Cutout(8, 1))).hasMessageContaining("does not fit");
        Augmentation paint = new Augmentation(Fill.MEAN, List.of(new Contrast(0.1)));
        assertThatThrownBy(() -> new PictureAugmenter(paint, NoisePictures.SHAPE, Optional.empty()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("contrast: nobody knows how these samples were normalised");
        Augmentation saturation = new Augmentation(Fill.MEAN, List.of(new Colour(0.1, 0)));
        assertThatThrownBy(() -> saturation.requireFits(Shape.of(1, 7, 10))).hasMessageContaining("red, green and blue");
        assertThatThrownBy(() -> saturation.requireFits(Shape.of(70))).hasMessageContaining("[C, H, W]");
        assertThatThrownBy(() -> new Rotation(-1)).hasMessageContaining("rotation: degrees must be at least 0");
        assertThatThrownBy(() -> new Mixup(0, 1)).hasMessageContaining("alpha must be above 0");
        assertThatThrownBy(() -> new Zoom(0, 1, true)).hasMessageContaining("zoom");
        assertThatThrownBy(() -> new Flip(1.1, 0)).hasMessageContaining("probability from 0 to 1");
    }
}
