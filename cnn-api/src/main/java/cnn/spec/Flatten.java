package cnn.spec;

import cnn.tensor.Shape;

/** {@code [C, H, W]} read as {@code [C·H·W]}, in row-major order; nothing is computed. */
public record Flatten() implements LayerSpec {
    @Override
    public String kind() {
        return "flatten";
    }

    @Override
    public Shape output(Shape input) {
        return Shape.of(input.size());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.flatten(this);
    }
}
