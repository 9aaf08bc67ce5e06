package cnn.check;

import java.util.Arrays;
import java.util.Locale;

/**
 * What finite differences say about one tensor's gradient.
 *
 * @param tensor {@code x}, or a parameter as in {@code conv1.w}
 * @param size how many elements the tensor has
 * @param checked how many of them were compared
 * @param leftOut how many more were tried but left out, because a step would have tipped a ReLU or a max pool over
 * @param errorOverTolerance the largest of |backward - differences| / tolerance
 * @param where index of that element
 * @param backward the gradient there, by the backward pass
 * @param differences the gradient there, by finite differences
 * @param tolerance there
 * @param slopes what finite differences gave for every element that was checked
 */
public record GradientFinding(
        String tensor,
        int size,
        int checked,
        int leftOut,
        double errorOverTolerance,
        int where,
        double backward,
        double differences,
        double tolerance,
        Slopes slopes) {

    /**
     * Slopes by finite differences.
     *
     * @param at indices of elements of the tensor
     * @param values of each of them
     * @param allowed how far each of them may be off
     */
    public record Slopes(int[] at, double[] values, double[] allowed) {
        /** Whether they are more than truncation and rounding; a relative error says nothing where they are not. */
        public boolean areAboveNoise() {
            return norm(values) > norm(allowed);
        }

        private static double norm(double[] values) {
            return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
        }

        /** ‖a gradient's elements there - slopes‖₂ / ‖slopes‖₂; 0 if both norms are 0. */
        public double relativeNorm(double[] gradient) {
            double[] there = new double[at.length];
            for (int i = 0; i < there.length; i++) {
                there[i] = gradient[at[i]];
            }
            return Difference.relativeNorm(there, values);
        }
    }

    /** Whether every checked element keeps its tolerance; a check of nothing does not agree. */
    public boolean agrees() {
        return checked > 0 && errorOverTolerance <= 1;
    }

    /** One line: what was found, and where it was worst. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "gradient of %s: %d of %d elements checked, %d left out at kinks; worst at element %d: backward %s, "
                        + "finite differences %s, tolerance %.3g",
                tensor,
                checked,
                size,
                leftOut,
                where,
                backward,
                differences,
                tolerance);
    }
}
