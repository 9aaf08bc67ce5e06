package cnn.backend;

/**
 * What a forward pass is for.
 *
 * @param training whether a backward pass may follow, so that a layer keeps what its backward needs and layers that
 *     behave differently in training (dropout, batch normalisation) do so
 * @param seed and {@code step} address the randomness of this pass (see {@code cnn.random}); unused when not training
 */
public record Mode(boolean training, long seed, long step) {
    /** Inference: no backward pass follows. */
    public static final Mode INFER = new Mode(false, 0, 0);

    /** Training step number {@code step}, counted from 0 over all epochs. */
    public static Mode train(long seed, long step) {
        return new Mode(true, seed, step);
    }
}
