package cnn.data.augment;

/**
 * Mirrors the picture: left and right change places with probability {@code horizontal}, top and bottom with probability
 * {@code vertical}. Source: Krizhevsky, Sutskever and Hinton 2012, "ImageNet classification with deep convolutional
 * neural networks", section 4.1 (horizontally).
 */
public record Flip(double horizontal, double vertical) implements Geometric {
    public Flip {
        AugmentationSpec.requireProbability("flip", "horizontal", horizontal);
        AugmentationSpec.requireProbability("flip", "vertical", vertical);
    }

    @Override
    public String kind() {
        return "flip";
    }

    @Override
    public int address() {
        return 1;
    }

    @Override
    public void move(Draws draws, AffineMap map) {
        double x = draws.uniform(0) < horizontal ? -1 : 1;
        double y = draws.uniform(1) < vertical ? -1 : 1;
        map.linear(x, 0, 0, y);
    }
}
