package cnn.data.augment;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * Pads the picture on all sides and takes a part of its old size out of it, anywhere: a move by whole pixels, each of
 * the 2·padding + 1 steps across and down with equal probability. With 4 the usual one for 32×32 pictures: He et al.
 * 2016, "Deep residual learning", section 4.2. What the padding holds is said by {@link Fill}.
 *
 * @param padding pixels, at least 0
 */
public record Crop(int padding) implements Geometric {
    public Crop {
        if (padding < 0) {
            throw new BadInputException("crop: padding must be at least 0 pixels, got " + padding);
        }
    }

    @Override
    public String kind() {
        return "crop";
    }

    @Override
    public int address() {
        return 6;
    }

    @Override
    public void requireFits(Shape sample) {
        if (padding >= Math.min(sample.dim(1), sample.dim(2))) {
            throw new BadInputException(
                    "crop: a padding of %d could leave nothing of pictures %s; take less".formatted(padding, sample));
        }
    }

    @Override
    public void move(Draws draws, AffineMap map) {
        int right = draws.below(2 * padding + 1, 0) - padding;
        int down = draws.below(2 * padding + 1, 1) - padding;
        map.shift(right, down);
    }
}
