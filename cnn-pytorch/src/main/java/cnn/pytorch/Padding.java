package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import cnn.spec.Geometry2d;

/**
 * How a window's padding is done in PyTorch: by the windowed operation itself if it is alike on opposite sides and not too
 * wide, otherwise all of it by an operation in front.
 *
 * @param front columns left and right, rows above and below, for the operation in front
 * @param rest rows and columns for the windowed operation itself
 */
record Padding(Shape front, Shape rest) {
    /**
     * @param mostH how many rows the windowed operation can pad
     * @param mostW how many columns
     */
    static Padding of(Geometry2d g, int mostH, int mostW) {
        return g.symmetric() && g.top() <= mostH && g.left() <= mostW
                ? new Padding(new Shape(0, 0, 0, 0), new Shape(g.top(), g.left()))
                : new Padding(new Shape(g.left(), g.right(), g.top(), g.bottom()), new Shape(0, 0));
    }

    boolean isOperation() {
        return front.get(0) + front.get(1) + front.get(2) + front.get(3) > 0;
    }

    NDArray apply(NDArray x, double value) {
        return isOperation() ? x.pad(front, value) : x;
    }
}
