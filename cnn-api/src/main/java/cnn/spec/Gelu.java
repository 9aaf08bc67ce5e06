package cnn.spec;

import cnn.tensor.Shape;

/**
 * Gaussian error linear unit, element by element: y = x·Φ(x) with Φ(x) = (1 + erf(x/√2)) / 2; dx = dy·(Φ(x) + x·φ(x)) with
 * φ(x) = e^(-x²/2) / √(2π). Any shape, which stays. Source: Hendrycks and Gimpel 2016, arXiv:1606.08415.
 *
 * <p>The approximation by tanh is another function, off by up to 5e-4: y = x·(1 + tanh u) / 2 with
 * u = √(2/π)·(x + 0.044715·x³); dx = dy·((1 + tanh u) / 2 + x·(1 - tanh² u)·√(2/π)·(1 + 3·0.044715·x²) / 2).
 */
public record Gelu(Approximation approximation) implements LayerSpec {
    /** How Φ is computed. */
    public enum Approximation {
        /** By erf, to the precision of the engine. */
        NONE,
        /** By tanh, as above. */
        TANH
    }

    /** By erf. */
    public Gelu() {
        this(Approximation.NONE);
    }

    @Override
    public String kind() {
        return "gelu";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.gelu(this);
    }
}
