package cnn.spec;

import cnn.tensor.Shape;

/**
 * One trained tensor of a layer.
 *
 * @param name {@code w} or {@code b} (or another name that the layer's documentation gives), within a composite {@code conv1.w}
 * @param shape without a batch extent, for example {@code [O, C, KH, KW]}
 * @param fanIn how many inputs feed one output element; scales initial values
 * @param fanOut how many outputs one input element feeds
 */
public record ParameterSpec(String name, Role role, Shape shape, int fanIn, int fanOut) {
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

    /** The same parameter seen from outside the layer {@code inner}: {@code conv1.w}. */
    ParameterSpec inside(String inner) {
        return new ParameterSpec(inner + "." + name, role, shape, fanIn, fanOut);
    }
}
