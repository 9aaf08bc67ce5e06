package cnn.backend;

/**
 * An array that a layer keeps as long as it lives: for reports of memory.
 *
 * @param array the array itself; layers that share one name the same, and it counts once
 * @param bytes its size
 */
public record Holding(Kind kind, Object array, long bytes) {
    /** What an array is there for. */
    public enum Kind {
        /** Outputs of layers. */
        ACTIVATION,
        /** Gradients between layers. */
        GRADIENT,
        /** Everything else: what is kept for the backward pass, weights in another order, sums of single threads. */
        WORKSPACE
    }
}
