package cnn.network;

import cnn.error.BadInputException;

/**
 * How a network is laid out on its backend.
 *
 * @param maxBatch the largest batch that will come
 * @param observe keep every activation and every gradient between layers, at the price of fusion and memory
 */
public record BuildOptions(int maxBatch, boolean observe) {
    public BuildOptions {
        if (maxBatch < 1) {
            throw new BadInputException("batch size must be at least 1, got " + maxBatch);
        }
    }

    public static BuildOptions batch(int maxBatch) {
        return new BuildOptions(maxBatch, false);
    }

    /** Every activation and gradient can be looked at; each layer runs on its own. */
    public BuildOptions observed() {
        return new BuildOptions(maxBatch, true);
    }
}
