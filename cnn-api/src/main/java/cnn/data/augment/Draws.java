package cnn.data.augment;

import cnn.random.AddressedRandom;
import cnn.random.Purpose;

/**
 * The random numbers of one sample in one epoch. A draw's address is (seed, augmentation, epoch, {@link
 * AugmentationSpec#address kind}, number · 2^32 + index of the sample in its source). Used by one thread.
 */
public final class Draws {
    /** Where each stream of numbers that may be rejected begins; numbers below are drawn once. */
    private static final int REJECTIONS = 1000;

    private final AddressedRandom random;
    private final long epoch;
    private int sample;
    private int kind;

    Draws(long seed, long epoch) {
        this.random = new AddressedRandom(seed);
        this.epoch = epoch;
    }

    /** From now on the numbers of this sample and this kind. */
    Draws at(int wantedSample, int wantedKind) {
        sample = wantedSample;
        kind = wantedKind;
        return this;
    }

    private long address(int number) {
        return (long) number << 32 | sample & 0xFFFFFFFFL;
    }

    /** Uniform in [0, 1). */
    double uniform(int number) {
        return random.uniform(Purpose.AUGMENTATION, epoch, kind, address(number));
    }

    /** Uniform in [low, high). */
    double between(double low, double high, int number) {
        return low + (high - low) * uniform(number);
    }

    /** Uniform in 0 … bound - 1. */
    int below(int bound, int number) {
        return random.below(bound, Purpose.AUGMENTATION, epoch, kind, address(number));
    }

    /**
     * Beta(α, α), as G/(G + G') of two Gamma(α) numbers, taken from their logarithms: for a small α both are often too
     * small for a double.
     */
    double beta(double alpha) {
        return 1 / (1 + StrictMath.exp(logGamma(alpha, 2) - logGamma(alpha, 1)));
    }

    /**
     * The logarithm of a Gamma(α) number, by rejection (Marsaglia and Tsang 2000, "A simple method for generating gamma
     * variables", ACM TOMS 26): of Gamma(α + 1), times U^(1/α), which makes it one of Gamma(α) (the same paper, section
     * 6).
     */
    private double logGamma(double alpha, int stream) {
        double d = alpha + 1 - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        // 1 - U is in (0, 1]: its logarithm is finite.
        double power = StrictMath.log(1 - uniform(stream * REJECTIONS)) / alpha;
        for (int number = stream * REJECTIONS + 1; ; number += 2) {
            double normal = random.normal(Purpose.AUGMENTATION, epoch, kind, address(number));
            double v = 1 + c * normal;
            if (v > 0) {
                double cube = v * v * v;
                double logU = StrictMath.log(1 - uniform(number + 1));
                if (logU < 0.5 * normal * normal + d - d * cube + d * StrictMath.log(cube)) {
                    return StrictMath.log(d * cube) + power;
                }
            }
        }
    }
}
