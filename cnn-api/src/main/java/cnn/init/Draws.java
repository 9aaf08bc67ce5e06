package cnn.init;

import cnn.random.AddressedRandom;
import cnn.random.Purpose;

/** The random numbers of one weight tensor, by index. */
public final class Draws {
    private final AddressedRandom random;
    private final int layer;
    private final int weight;

    /**
     * @param layer index of the layer in its network
     * @param weight number of the weight tensor within its layer, from 0
     */
    Draws(AddressedRandom random, int layer, int weight) {
        this.random = random;
        this.layer = layer;
        this.weight = weight;
    }

    /** Uniform in [0, 1). */
    double uniform(long index) {
        return random.uniform(Purpose.INITIAL_VALUES, weight, layer, index);
    }

    /** Standard normal. */
    double normal(long index) {
        return random.normal(Purpose.INITIAL_VALUES, weight, layer, index);
    }
}
