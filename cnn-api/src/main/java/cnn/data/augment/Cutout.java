package cnn.data.augment;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * Covers a square of {@code size} pixels a side with 0, the mean colour, with its centre at any pixel, so that it may
 * reach over the border. Source: DeVries and Taylor 2017, "Improved regularization of convolutional neural networks with
 * cutout", arXiv:1708.04552 (16 for CIFAR-10).
 *
 * @param size pixels, at least 1
 * @param probability that there is a square at all
 */
public record Cutout(int size, double probability) implements AugmentationSpec {
    public Cutout {
        if (size < 1) {
            throw new BadInputException("cutout: size must be at least 1 pixel, got " + size);
        }
        AugmentationSpec.requireProbability("cutout", "probability", probability);
    }

    @Override
    public String kind() {
        return "cutout";
    }

    @Override
    public int address() {
        return 10;
    }

    @Override
    public void requireFits(Shape sample) {
        if (size > Math.min(sample.dim(1), sample.dim(2))) {
            throw new BadInputException(
                    "cutout: a square of %d pixels does not fit into pictures %s; take less".formatted(size, sample));
        }
    }

    /** Covers the square in the sample at {@code offset} of {@code x}. */
    void cut(Draws draws, Shape sample, float[] x, int offset) {
        if (draws.uniform(0) < probability) {
            int row = draws.below(sample.dim(1), 1);
            int column = draws.below(sample.dim(2), 2);
            Box.around(row, column, size, size, sample).clear(sample, x, offset);
        }
    }
}
