package cnn.data.augment;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/**
 * Lays two pictures over each other: x' = λ·x_i + (1 - λ)·x_j, t' = λ·t_i + (1 - λ)·t_j, λ of Beta(α, α). Source: Zhang,
 * Cissé, Dauphin and Lopez-Paz 2018, "mixup: Beyond empirical risk minimization", arXiv:1710.09412, equation 1 (α = 1 for
 * CIFAR-10, 0.1 to 0.4 for ImageNet). The paper takes j from the same batch, to read less; here it is any sample.
 *
 * @param alpha α, above 0
 */
public record Mixup(double alpha, double probability) implements Mixing {
    public Mixup {
        requireAlpha("mixup", alpha);
        AugmentationSpec.requireProbability("mixup", "probability", probability);
    }

    static void requireAlpha(String kind, double alpha) {
        if (!(alpha > 0) || Double.isInfinite(alpha)) {
            throw new BadInputException("%s: alpha must be above 0 and finite, got %s".formatted(kind, alpha));
        }
    }

    @Override
    public String kind() {
        return "mixup";
    }

    @Override
    public int address() {
        return 11;
    }

    @Override
    public float mix(Draws draws, Shape sample, float[] x, int offset, float[] other) {
        float share = (float) (1 - draws.beta(alpha));
        float own = 1 - share;
        for (int i = 0; i < sample.size(); i++) {
            x[offset + i] = own * x[offset + i] + share * other[i];
        }
        return share;
    }
}
