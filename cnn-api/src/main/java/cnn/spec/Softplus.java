package cnn.spec;

import cnn.tensor.Shape;

/**
 * y = ln(1 + eˣ), element by element, as max(x, 0) + ln(1 + e^(-|x|)), which overflows nowhere; dx = dy·σ(x). Any shape,
 * which stays. Source: Dugas, Bengio, Bélisle, Nadeau and Garcia 2000.
 */
public record Softplus() implements LayerSpec {
    @Override
    public String kind() {
        return "softplus";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.softplus(this);
    }
}
