package cnn.data.augment;

/** Changes intensities p in [0, 1], pixel by pixel; what leaves [0, 1] is cut off there. */
public sealed interface Photometric extends AugmentationSpec permits Brightness, Contrast, Colour {
    /** Changes {@code p}. */
    void paint(Draws draws, Intensities p);
}
