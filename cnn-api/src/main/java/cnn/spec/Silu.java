package cnn.spec;

import cnn.tensor.Shape;

/**
 * Sigmoid-weighted linear unit ("swish"), element by element: y = x·σ(x); dx = dy·σ(x)·(1 + x·(1 - σ(x))). Any shape, which
 * stays. Source: Elfwing, Uchibe and Doya 2017, arXiv:1702.03118.
 */
public record Silu() implements LayerSpec {
    @Override
    public String kind() {
        return "silu";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.silu(this);
    }
}
