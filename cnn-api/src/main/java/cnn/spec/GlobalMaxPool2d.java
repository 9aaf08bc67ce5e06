package cnn.spec;

import cnn.tensor.Shape;

/**
 * The largest element of each channel: y[n,c] = max over i, j of x[n,c,i,j]. Input {@code [C, H, W]}, output {@code [C]}. dy
 * goes wholly to the winner; on a tie that is the first of the largest in row order, as in {@link MaxPool2d}.
 */
public record GlobalMaxPool2d() implements LayerSpec {
    @Override
    public String kind() {
        return "global_max_pool2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return Shape.of(input.dim(0));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.globalMaxPool2d(this);
    }
}
