package cnn.spec;

import cnn.tensor.Shape;

/**
 * One trained tensor of a layer.
 *
 * @param name {@code w} or {@code b} (or another name that the layer's documentation gives), within a composite
 *     {@code conv1.w}
 * @param shape without a batch extent, for example {@code [O, C, KH, KW]}
 * @param fanIn how many inputs feed one output element; scales initial values
 * @param fanOut how many outputs one input element feeds
 * @param outputAxis the axis of {@code shape} along which the output units (features, channels) lie
 */
public record ParameterSpec(String name, Role role, Shape shape, int fanIn, int fanOut, int outputAxis) {
    /** With the output units along the first axis, as in {@code [O, C, KH, KW]}. */
    public ParameterSpec(String name, Role role, Shape shape, int fanIn, int fanOut) {
        this(name, role, shape, fanIn, fanOut, 0);
    }

    /** What a parameter does decides its initial value and whether weight decay touches it. */
    public enum Role {
        /** A factor of x; starts as the initializer says. */
        WEIGHT,
        /** Added to a sum of weighted x; starts at 0. */
        BIAS,
        /** A factor of something normalised; starts at 1. */
        SCALE,
        /** Added to something normalised; starts at 0. */
        SHIFT
    }

    /** How many output units there are. */
    public int units() {
        return shape.dim(outputAxis);
    }

    /**
     * How many elements of one output unit lie side by side. The elements of unit o are runs of this length, the k-th
     * of them at (k·{@link #units} + o)·run: one run of all of them if the units lie along the first axis.
     */
    public int run() {
        int run = 1;
        for (int axis = outputAxis + 1; axis < shape.rank(); axis++) {
            run *= shape.dim(axis);
        }
        return run;
    }

    /** The same parameter seen from outside the layer {@code inner}: {@code conv1.w}. */
    ParameterSpec inside(String inner) {
        return new ParameterSpec(inner + "." + name, role, shape, fanIn, fanOut, outputAxis);
    }
}
