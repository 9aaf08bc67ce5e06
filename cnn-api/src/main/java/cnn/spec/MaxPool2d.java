package cnn.spec;

import cnn.tensor.Shape;

/**
 * The largest element of each window, channel by channel. Input {@code [C, H, W]}, output {@code [C, OH, OW]}.
 *
 * <p>Padding never wins: a window looks only at the elements inside the image. The gradient of an output goes wholly to
 * the window's winner; <b>on a tie the winner is the first of the largest in row order</b> (lowest row, then lowest
 * column), on every engine. Where windows overlap, an input element gathers the gradients of all windows that it won.
 */
public record MaxPool2d(Window2d window) implements LayerSpec {
    public MaxPool2d {
        Shapes.requirePoolWindow(window);
    }

    /** A square window moved by its own size. */
    public MaxPool2d(int kernel) {
        this(Window2d.of(kernel).withStride(kernel));
    }

    @Override
    public String kind() {
        return "max_pool2d";
    }

    @Override
    public Shape output(Shape input) {
        Shapes.requireImage(input);
        return Shapes.windowed(input, window, input.dim(0));
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.maxPool2d(this);
    }
}
