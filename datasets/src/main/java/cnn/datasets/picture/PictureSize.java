package cnn.datasets.picture;

import cnn.config.Fit;
import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * What a picture is to become.
 *
 * @param channels 3: red, green, blue; 1: grey
 * @param height H
 * @param width W
 */
public record PictureSize(int channels, int height, int width, Fit fit) {
    public PictureSize {
        if (channels != 3 && channels != 1 || height < 1 || width < 1) {
            throw new BadInputException("a picture has 3 channels or 1 and at least one pixel, got [%d, %d, %d]"
                    .formatted(channels, height, width));
        }
    }

    /** {@code [C, H, W]}. */
    public Shape shape() {
        return Shape.of(channels, height, width);
    }
}
