package cnn.data.augment;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * Saturation and tint. First p' = f·p + (1 - f)·grey, grey = 0.299·R + 0.587·G + 0.114·B of the same pixel (ITU-R
 * BT.601), f uniform in [1 - saturation, 1 + saturation): a blend with the grey picture, as in torchvision's {@code
 * ColorJitter}. Then p'_c = g_c·p_c, each g_c uniform in [1 - gain, 1 + gain): light of another colour (von Kries's
 * rule, that a change of light is a factor for each channel).
 *
 * @param saturation in [0, 1]; above 0 it needs three channels
 * @param gain in [0, 1)
 */
public record Colour(double saturation, double gain) implements Photometric {
    public Colour {
        if (!(saturation >= 0 && saturation <= 1)) {
            throw new BadInputException("colour: saturation must be from 0 to 1, got " + saturation);
        }
        AugmentationSpec.requireBelow("colour", "gain", gain, 1);
    }

    @Override
    public String kind() {
        return "colour";
    }

    @Override
    public int address() {
        return 9;
    }

    @Override
    public void requireFits(Shape sample) {
        if (saturation > 0 && sample.dim(0) != Intensities.RGB) {
            throw new BadInputException(
                    "colour: saturation needs pictures of red, green and blue, not " + sample + "; leave it out");
        }
    }

    @Override
    public void paint(Draws draws, Intensities p) {
        if (saturation > 0) {
            p.saturate((float) draws.between(1 - saturation, 1 + saturation, 0));
        }
        for (int c = 0; gain > 0 && c < p.channels(); c++) {
            p.scale(c, (float) draws.between(1 - gain, 1 + gain, c + 1), 0);
        }
    }
}
