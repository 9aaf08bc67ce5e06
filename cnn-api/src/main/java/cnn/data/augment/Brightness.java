package cnn.data.augment;

/**
 * p' = f·p, f uniform in [1 - range, 1 + range): brightness as torchvision's {@code ColorJitter} and Pillow have it, a
 * blend with black.
 *
 * @param range in [0, 1)
 */
public record Brightness(double range) implements Photometric {
    public Brightness {
        AugmentationSpec.requireBelow("brightness", "range", range, 1);
    }

    @Override
    public String kind() {
        return "brightness";
    }

    @Override
    public int address() {
        return 7;
    }

    @Override
    public void paint(Draws draws, Intensities p) {
        float factor = (float) draws.between(1 - range, 1 + range, 0);
        for (int c = 0; c < p.channels(); c++) {
            p.scale(c, factor, 0);
        }
    }
}
