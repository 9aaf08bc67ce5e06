package cnn.spec;

import cnn.tensor.Shape;

/**
 * One trained tensor of a layer.
 *
 * @param name {@code w} or {@code b} (or another name that the layer's documentation gives)
 * @param shape without a batch extent, for example {@code [O, C, KH, KW]}
 * @param fanIn how many inputs feed one output element; scales initial values
 * @param fanOut how many outputs one input element feeds
 */
public record ParameterSpec(String name, Role role, Shape shape, int fanIn, int fanOut) {
    /** What a parameter does decides its initial value and whether weight decay touches it. */
    public enum Role {
        WEIGHT,
        BIAS
    }
}
