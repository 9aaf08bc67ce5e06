package cnn.data.augment;

/**
 * p' = f·p + (1 - f)·m, f uniform in [1 - range, 1 + range), m the mean of the picture's own grey values: a blend with
 * an even grey, as in torchvision's {@code ColorJitter}.
 *
 * @param range in [0, 1)
 */
public record Contrast(double range) implements Photometric {
    public Contrast {
        AugmentationSpec.requireBelow("contrast", "range", range, 1);
    }

    @Override
    public String kind() {
        return "contrast";
    }

    @Override
    public int address() {
        return 8;
    }

    @Override
    public void paint(Draws draws, Intensities p) {
        double factor = draws.between(1 - range, 1 + range, 0);
        float grey = (float) ((1 - factor) * p.meanGrey());
        for (int c = 0; c < p.channels(); c++) {
            p.scale(c, (float) factor, grey);
        }
    }
}
