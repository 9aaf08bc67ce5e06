package cnn.data.augment;

/**
 * Moves the picture by (u·W, v·H) pixels, u uniform in [-width, width), v uniform in [-height, height): Keras's {@code
 * width_shift_range} and {@code height_shift_range}. Not by whole pixels: it is interpolated.
 *
 * @param height at most this share of H, in [0, 1)
 * @param width at most this share of W, in [0, 1)
 */
public record Shift(double height, double width) implements Geometric {
    public Shift {
        AugmentationSpec.requireBelow("shift", "height", height, 1);
        AugmentationSpec.requireBelow("shift", "width", width, 1);
    }

    @Override
    public String kind() {
        return "shift";
    }

    @Override
    public int address() {
        return 2;
    }

    @Override
    public void move(Draws draws, AffineMap map) {
        double right = draws.between(-width, width, 0) * map.width();
        double down = draws.between(-height, height, 1) * map.height();
        map.shift(right, down);
    }
}
