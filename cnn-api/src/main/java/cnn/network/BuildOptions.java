package cnn.network;

import cnn.backend.Use;
import cnn.error.BadInputException;

/**
 * How a network is laid out on its backend.
 *
 * @param maxBatch the largest batch that will come
 * @param use what the network is for
 */
public record BuildOptions(int maxBatch, Use use) {
    public BuildOptions {
        if (maxBatch < 1) {
            throw new BadInputException("batch size must be at least 1, got " + maxBatch);
        }
    }

    /** For training. */
    public static BuildOptions batch(int maxBatch) {
        return new BuildOptions(maxBatch, Use.TRAINING);
    }

    /** For forward passes in inference only, in as little memory as the backend can do with. */
    public static BuildOptions inference(int maxBatch) {
        return new BuildOptions(maxBatch, Use.INFERENCE);
    }

    /** Every activation and gradient can be looked at; each layer runs on its own, at the price of fusion and memory. */
    public BuildOptions observed() {
        return new BuildOptions(maxBatch, Use.OBSERVATION);
    }

    public boolean observe() {
        return use == Use.OBSERVATION;
    }
}
