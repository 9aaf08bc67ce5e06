package cnn.spec;

import cnn.tensor.Shape;

/** y = tanh(x), element by element; dx = dy · (1 - y²). Any shape, which stays. */
public record Tanh() implements LayerSpec {
    @Override
    public String kind() {
        return "tanh";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.tanh(this);
    }
}
