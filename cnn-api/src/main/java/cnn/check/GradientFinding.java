package cnn.check;

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
        double tolerance) {

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
