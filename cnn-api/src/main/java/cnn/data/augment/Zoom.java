package cnn.data.augment;

import cnn.error.BadInputException;

/**
 * Shows the picture z times as large, about its centre, z uniform in [from, to): what is at (x, y) then was at (x/z_x,
 * y/z_y).
 *
 * @param from above 0
 * @param to at least {@code from}
 * @param keepAspect z_x = z_y; otherwise each has a number of its own, as in Keras's {@code zoom_range}
 */
public record Zoom(double from, double to, boolean keepAspect) implements Geometric {
    public Zoom {
        if (!(from > 0 && to >= from) || Double.isInfinite(to)) {
            throw new BadInputException(
                    "zoom: the factors must rise from above 0 to a finite number, got %s to %s".formatted(from, to));
        }
    }

    @Override
    public String kind() {
        return "zoom";
    }

    @Override
    public int address() {
        return 5;
    }

    @Override
    public void move(Draws draws, AffineMap map) {
        double x = draws.between(from, to, 0);
        double y = keepAspect ? x : draws.between(from, to, 1);
        map.linear(1 / x, 0, 0, 1 / y);
    }
}
