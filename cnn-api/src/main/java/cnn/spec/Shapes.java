package cnn.spec;

import cnn.error.BadInputException;
import cnn.tensor.Shape;

/** The checks that several layers make of their input shape. */
final class Shapes {
    private Shapes() {}

    /** @throws BadInputException unless {@code input} is an image {@code [C, H, W]} */
    static void requireImage(Shape input) {
        if (input.rank() != 3) {
            throw new BadInputException("expected an image [C, H, W], got " + input);
        }
    }

    /** The output of a window over an image that leaves {@code channels} channels. */
    static Shape windowed(Shape input, Window2d window, int channels) {
        requireImage(input);
        Geometry2d g = window.on(input.dim(1), input.dim(2));
        return Shape.of(channels, g.outHeight(), g.outWidth());
    }

    /** A pooling window has no dilation and starts less than a window's length before the edge. */
    static void requirePoolWindow(Window2d window) {
        if (window.dilationH() != 1 || window.dilationW() != 1) {
            throw new BadInputException("a pooling window has no dilation, got %d×%d"
                    .formatted(window.dilationH(), window.dilationW()));
        }
        if (window.padding() instanceof Padding.Explicit p
                && (Math.max(p.top(), p.bottom()) >= window.kernelH()
                        || Math.max(p.left(), p.right()) >= window.kernelW())) {
            throw new BadInputException("padding of a pooling window must be smaller than its kernel %d×%d, got top %d, bottom %d, left %d, right %d"
                    .formatted(window.kernelH(), window.kernelW(), p.top(), p.bottom(), p.left(), p.right()));
        }
    }
}
