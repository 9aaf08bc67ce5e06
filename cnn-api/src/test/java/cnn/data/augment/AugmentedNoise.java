package cnn.data.augment;

import cnn.data.Augmenter;
import java.util.List;
import java.util.Optional;

/** {@link NoisePictures}, augmented. */
final class AugmentedNoise {
    static final NoisePictures SOURCE = new NoisePictures();
    static final int SIZE = NoisePictures.SHAPE.size();

    private AugmentedNoise() {}

    static PictureAugmenter augmenter(AugmentationSpec... steps) {
        return augmenter(Fill.REFLECT, List.of(steps));
    }

    static PictureAugmenter augmenter(Fill fill, List<AugmentationSpec> steps) {
        return new PictureAugmenter(
                new Augmentation(fill, steps), NoisePictures.SHAPE, Optional.of(NoisePictures.NORMALIZATION));
    }

    static float[] read(Augmenter.Reader reader, int index) {
        float[] x = new float[SIZE];
        reader.read(index, x, 0);
        return x;
    }

    static float[] read(Augmenter augmenter, long epoch, int index) {
        return read(augmenter.reader(SOURCE, 9, epoch), index);
    }
}
