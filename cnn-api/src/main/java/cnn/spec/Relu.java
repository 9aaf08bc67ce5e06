package cnn.spec;

import cnn.tensor.Shape;

/** y = max(x, 0), element by element; dx = dy where x > 0, else 0 (so the gradient at x = 0 is 0). Any shape, which stays. */
public record Relu() implements LayerSpec {
    @Override
    public String kind() {
        return "relu";
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.relu(this);
    }
}
