package cnn.spec;

import cnn.tensor.Shape;

/** y = 1 / (1 + e^(-x)), element by element; dx = dy · y · (1 - y). Any shape, which stays. */
public record Sigmoid() implements LayerSpec {
    @Override
    public String kind() {
        return "sigmoid";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.sigmoid(this);
    }
}
