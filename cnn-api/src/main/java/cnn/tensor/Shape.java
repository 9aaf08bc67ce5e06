package cnn.tensor;

import cnn.error.BadInputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first: a batch of images is {@code [N, C, H, W]}, one image {@code [C, H, W]}, a
 * batch of vectors {@code [N, F]}. Every extent is at least 1 and their product fits an {@code int}.
 */
public final class Shape {
    private final int[] dims;
    private final int size;

    private Shape(int[] dims) {
        long product = 1;
        for (int d : dims) {
            if (d < 1) {
                throw new BadInputException("every extent of a shape must be at least 1, got " + Arrays.toString(dims));
            }
            product *= d;
            if (product > Integer.MAX_VALUE - 64) {
                throw new BadInputException("shape " + Arrays.toString(dims) + " has more elements than an array can hold");
            }
        }
        this.dims = dims;
        this.size = (int) product;
    }

    /** @throws BadInputException if an extent is below 1 or there are more elements than an array can hold */
    public static Shape of(int... dims) {
        return new Shape(dims.clone());
    }

    /** How many extents there are. */
    public int rank() {
        return dims.length;
    }

    /** The extent at {@code axis}, counted from 0. */
    public int dim(int axis) {
        return dims[axis];
    }

    /** The number of elements. */
    public int size() {
        return size;
    }

    /** This shape with a batch extent in front: {@code [C, H, W]} becomes {@code [n, C, H, W]}. */
    public Shape withBatch(int n) {
        int[] batched = new int[dims.length + 1];
        batched[0] = n;
        System.arraycopy(dims, 0, batched, 1, dims.length);
        return new Shape(batched);
    }

    /** This shape without its first extent: {@code [N, C, H, W]} becomes {@code [C, H, W]}. */
    public Shape withoutBatch() {
        return new Shape(Arrays.copyOfRange(dims, 1, dims.length));
    }

    public int[] toArray() {
        return dims.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape s && Arrays.equals(dims, s.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** For example {@code [64, 3, 32, 32]}. */
    @Override
    public String toString() {
        return Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
