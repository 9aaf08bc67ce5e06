package cnn.data.augment;

import cnn.tensor.Shape;

/**
 * Makes one sample of two, and its target of two labels. The other one, j, is any sample of the training set with equal
 * probability, augmented as it is itself in this epoch; only the losses that take shares of classes as targets go with
 * it.
 */
public sealed interface Mixing extends AugmentationSpec permits Mixup, CutMix {
    /** With which probability a sample is mixed. */
    double probability();

    /**
     * Mixes a part of {@code other} into the sample at {@code offset} of {@code x}.
     *
     * @return the share of the other one in the result, in [0, 1]
     */
    float mix(Draws draws, Shape sample, float[] x, int offset, float[] other);
}
