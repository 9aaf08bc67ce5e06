package cnn.data.augment;

import cnn.tensor.Shape;

/**
 * Puts a rectangle of one picture into another, in the same place: with λ of Beta(α, α) it has the sides √(1 - λ)·H and
 * √(1 - λ)·W, rounded down, and its centre at any pixel; what reaches over the border is lost. t' = (1 - s)·t_i + s·t_j,
 * where s is the share of pixels that it has in the end. Source: Yun, Han, Oh, Chun, Choe and Yoo 2019, "CutMix:
 * Regularization strategy to train strong classifiers with localizable features", arXiv:1905.04899 (α = 1).
 *
 * @param alpha α, above 0
 */
public record CutMix(double alpha, double probability) implements Mixing {
    public CutMix {
        Mixup.requireAlpha("cutmix", alpha);
        AugmentationSpec.requireProbability("cutmix", "probability", probability);
    }

    @Override
    public String kind() {
        return "cutmix";
    }

    @Override
    public int address() {
        return 12;
    }

    @Override
    public float mix(Draws draws, Shape sample, float[] x, int offset, float[] other) {
        int height = sample.dim(1);
        int width = sample.dim(2);
        double side = Math.sqrt(1 - draws.beta(alpha));
        int row = draws.below(height, 0);
        int column = draws.below(width, 1);
        Box box = Box.around(row, column, (int) (side * height), (int) (side * width), sample);
        box.copy(sample, other, x, offset);
        return (float) box.pixels() / (height * width);
    }
}
