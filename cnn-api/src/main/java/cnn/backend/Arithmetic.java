package cnn.backend;

/**
 * How a layer forms its sums of products, as far as rounding is concerned. A check derives its bounds from this; nothing
 * else depends on it.
 */
public sealed interface Arithmetic {
    /** Sums of products as the formulas have them, in any order, with or without fused multiply-adds. */
    Arithmetic SUMS = new Sums();

    /** See {@link #SUMS}. */
    record Sums() implements Arithmetic {}

    /**
     * Winograd's minimal filtering F(4×4, 3×3) on the points 0, ±p, ±q and ∞, in some or all of the passes of a 3×3
     * convolution with stride 1. It is stable by norm, not by element: an element whose terms are all zero may come out
     * as rounding noise. Lavin and Gray (2016, arXiv:1509.09308) use p = 1, q = 2.
     */
    record Winograd(double p, double q) implements Arithmetic {}
}
