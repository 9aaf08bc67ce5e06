package cnn.data.augment;

/**
 * Slants the picture: upright lines lean by an angle φ uniform in [-degrees, degrees). What is at (x, y) then was at (x -
 * y·tan φ, y), from the centre. Keras's {@code shear_range} besides squeezes rows by cos φ.
 *
 * @param degrees in [0, 90)
 */
public record Shear(double degrees) implements Geometric {
    public Shear {
        AugmentationSpec.requireBelow("shear", "degrees", degrees, 90);
    }

    @Override
    public String kind() {
        return "shear";
    }

    @Override
    public int address() {
        return 4;
    }

    @Override
    public void move(Draws draws, AffineMap map) {
        double angle = StrictMath.toRadians(draws.between(-degrees, degrees, 0));
        map.linear(1, -StrictMath.tan(angle), 0, 1);
    }
}
