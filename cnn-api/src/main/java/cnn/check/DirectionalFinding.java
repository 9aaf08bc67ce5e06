package cnn.check;

import java.util.Locale;

/**
 * What finite differences along random directions say about a gradient, all of it at once.
 *
 * @param numbers of x and the parameters together, all of which move
 * @param checked how many directions were compared
 * @param leftOut how many more were tried but left out, because even the shortest steps tip a ReLU or a max pool over, or
 *     because truncation and rounding are as large as the slope itself
 * @param errorOverTolerance the largest of |gradient·v - differences| / tolerance
 * @param backward the slope along that direction, by the backward pass: gradient·v
 * @param differences the same by finite differences
 * @param tolerance there
 * @param step there, relative to each number's size
 */
public record DirectionalFinding(
        int numbers,
        int checked,
        int leftOut,
        double errorOverTolerance,
        double backward,
        double differences,
        double tolerance,
        double step) {

    /** Whether every direction keeps its tolerance; a check of nothing does not agree. */
    public boolean agrees() {
        return checked > 0 && errorOverTolerance <= 1;
    }

    /** One line: what was found, and where it was worst. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%d direction%s through %d numbers checked, %d left out; worst: backward %s, finite differences %s, "
                        + "tolerance %.3g, step %.3g",
                checked,
                checked == 1 ? "" : "s",
                numbers,
                leftOut,
                backward,
                differences,
                tolerance,
                step);
    }
}
