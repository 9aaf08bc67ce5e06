package cnn.spec;

import cnn.tensor.Shape;

/**
 * The mean of each window, channel by channel. Input {@code [C, H, W]}, output {@code [C, OH, OW]}.
 *
 * @param countPadding what the sum is divided by: {@code false} the number of the window's elements inside the image
 *     (padding excluded, the default; TensorFlow's rule), {@code true} always KH·KW (padding counted as zeros)
 */
public record AvgPool2d(Window2d window, boolean countPadding) implements LayerSpec {
    public AvgPool2d {
        Shapes.requirePoolWindow(window);
    }

    /** A window with padding excluded from the mean. */
    public AvgPool2d(Window2d window) {
        this(window, false);
    }

    /** A square window moved by its own size. */
    public AvgPool2d(int kernel) {
        this(Window2d.of(kernel).withStride(kernel));
    }

    @Override
    public String kind() {
        return "avg_pool2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return Shapes.windowed(input, window, input.dim(0));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.avgPool2d(this);
    }
}
