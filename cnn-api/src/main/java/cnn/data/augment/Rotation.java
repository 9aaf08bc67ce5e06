package cnn.data.augment;

/**
 * Turns the picture about its centre by an angle θ uniform in [-degrees, degrees), counter-clockwise where θ is above 0:
 * what is at (x, y) then was at (x·cos θ - y·sin θ, x·sin θ + y·cos θ), y down.
 *
 * @param degrees in [0, 360)
 */
public record Rotation(double degrees) implements Geometric {
    public Rotation {
        AugmentationSpec.requireBelow("rotation", "degrees", degrees, 360);
    }

    @Override
    public String kind() {
        return "rotation";
    }

    @Override
    public int address() {
        return 3;
    }

    @Override
    public void move(Draws draws, AffineMap map) {
        double angle = StrictMath.toRadians(draws.between(-degrees, degrees, 0));
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        map.linear(cos, -sin, sin, cos);
    }
}
