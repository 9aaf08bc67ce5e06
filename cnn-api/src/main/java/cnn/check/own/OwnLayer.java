package cnn.check.own;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A layer of one's own, as {@link OwnLayerCheck} sees it. Arrays are row-major, the batch first; shapes that are
 * passed to {@link #forward} and {@link #backward} begin with N. Nothing that is passed in may be written to.
 */
public interface OwnLayer {
    /**
     * A trained tensor.
     *
     * @param name for messages
     * @param shape without a batch extent
     * @param from smallest value to try
     * @param to largest value to try
     */
    record Parameter(String name, Shape shape, double from, double to) {
        /** @throws BadInputException if there is nothing between {@code from} and {@code to} */
        public Parameter {
            if (!(from < to) || Double.isInfinite(to - from)) {
                throw new BadInputException(
                        "parameter %s: values from %s to %s are no range; give two numbers, the smaller one first"
                                .formatted(name, from, to));
            }
        }

        /** Tried with values from -1 to 1. */
        public Parameter(String name, Shape shape) {
            this(name, shape, -1, 1);
        }
    }

    /**
     * What a backward pass gives.
     *
     * @param dx the loss's gradient with respect to x, as long as x
     * @param parameters its gradient with respect to each parameter, one after the other; summed over the batch
     */
    record Gradient(double[] dx, double[] parameters) {
        /** Of a layer without parameters. */
        public static Gradient of(double[] dx) {
            return new Gradient(dx, new double[0]);
        }
    }

    /**
     * The shape of y for one sample, without N, if one sample of x has the shape {@code input}; the same unless
     * overridden.
     */
    default Shape output(Shape input) {
        return input;
    }

    /**
     * The parameters for samples of this shape, in the order in which they lie in the array; none unless overridden.
     */
    default List<Parameter> parameters(Shape input) {
        return List.of();
    }

    /**
     * y.
     *
     * @param shape of x, N first
     * @param parameters all of them, one after the other
     */
    double[] forward(Shape shape, double[] x, double[] parameters);

    /**
     * The gradient, for a loss whose gradient with respect to y is {@code dy}. A forward pass with the same x and
     * parameters has always gone before it.
     *
     * @param shape of x, N first
     */
    Gradient backward(Shape shape, double[] x, double[] parameters, double[] dy);

    /**
     * On which side of every kink the layer stands: any number that changes when x or the parameters cross one, for
     * instance {@link java.util.Arrays#hashCode(boolean[])} of a mask or of the winners of a max pool. It need not be
     * given: kinks are detected by themselves. It helps where many lie close together.
     */
    default long sides(Shape shape, double[] x, double[] parameters) {
        return 0;
    }

    /**
     * A function of one number, applied to each element.
     *
     * @param f the function
     * @param slope its derivative
     */
    static OwnLayer elementwise(DoubleUnaryOperator f, DoubleUnaryOperator slope) {
        return new Elementwise(f, slope);
    }
}
