package cnn.check.own;

import cnn.check.own.OwnLayer.Gradient;
import cnn.tensor.Shape;
import java.util.Arrays;

/**
 * x or a parameter, and its gradient.
 *
 * @param gradient its name, for example {@code dw}
 * @param name of the tensor itself
 * @param shape with N, if it is x
 * @param isX whether it is x
 * @param offset among the parameters
 * @param scale a power of two, about as large as its values
 */
record Tensor(String gradient, String name, Shape shape, boolean isX, int offset, double scale) {
    int size() {
        return shape.size();
    }

    /** Its own part of a gradient. */
    double[] of(Gradient all) {
        return isX ? all.dx().clone() : Arrays.copyOfRange(all.parameters(), offset, offset + size());
    }

    /** Where an element lies. */
    int[] index(int element) {
        int[] index = new int[shape.rank()];
        int rest = element;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % shape.dim(axis);
            rest /= shape.dim(axis);
        }
        return index;
    }

    /** For example {@code dx[0, 2, 7, 7]}. */
    String at(int element) {
        return gradient + Arrays.toString(index(element));
    }
}
