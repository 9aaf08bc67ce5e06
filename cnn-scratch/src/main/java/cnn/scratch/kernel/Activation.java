package cnn.scratch.kernel;

/** The functions of {@link Kernels#activate}; a is their one parameter, where they have any. */
public enum Activation {
    /** x where x &gt; 0, else a·x. */
    LEAKY_RELU,
    /** x where x &gt; 0, else a·(eˣ - 1). */
    ELU,
    /** x·Φ(x), by {@link GaussTail}. */
    GELU,
    /** x·(1 + tanh u) / 2 = x·σ(2u) with u = √(2/π)·(x + {@value #CUBE}·x³). */
    GELU_TANH,
    /** x·σ(x). */
    SILU,
    /** max(x, 0) + ln(1 + e^(-|x|)). */
    SOFTPLUS,
    /** σ(x) = 1 / (1 + e^(-x)). */
    SIGMOID,
    /** tanh x. */
    TANH;

    /** The factor of x³ in {@link #GELU_TANH}. */
    public static final double CUBE = 0.044715;

    /** 2·√(2/π): what x + {@value #CUBE}·x³ is multiplied with to give 2u. */
    public static final double TWICE_ROOT = 1.5957691216057308;

    /** Whether the derivative is told from y, which costs no exponential, instead of x. */
    public boolean slopeFromOutput() {
        return this == SIGMOID || this == TANH;
    }
}
