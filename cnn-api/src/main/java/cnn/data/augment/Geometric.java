package cnn.data.augment;

/**
 * Moves pixels. All of a sample's moves are one affine map, in the order of the list, so that it is interpolated once
 * however many there are.
 */
public sealed interface Geometric extends AugmentationSpec permits Flip, Shift, Rotation, Shear, Zoom, Crop {
    /** Appends this move to {@code map}. */
    void move(Draws draws, AffineMap map);
}
