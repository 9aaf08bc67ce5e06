package cnn.spec;

import cnn.error.BadInputException;

/** How many rows and columns a window sees beyond the edge of its input. */
public sealed interface Padding {
    /** No padding ("valid"). */
    Padding NONE = new Explicit(0, 0, 0, 0);

    /** As much as makes the output ⌈H / stride⌉ × ⌈W / stride⌉. */
    Padding SAME = new Same();

    /** The same number of rows and columns on each side. */
    static Padding of(int each) {
        return new Explicit(each, each, each, each);
    }

    static Padding of(int top, int bottom, int left, int right) {
        return new Explicit(top, bottom, left, right);
    }

    /** Rows above and below, columns left and right of the input. */
    record Explicit(int top, int bottom, int left, int right) implements Padding {
        public Explicit {
            if (top < 0 || bottom < 0 || left < 0 || right < 0) {
                throw new BadInputException("padding must not be negative, got top %d, bottom %d, left %d, right %d"
                        .formatted(top, bottom, left, right));
            }
        }
    }

    /**
     * Padding that makes the output ⌈H / stride⌉: in all max((⌈H / stride⌉ - 1)·stride + k - H, 0) rows, k the dilated
     * kernel height, half of them (rounded down) above and the rest below; columns alike. This is TensorFlow's rule.
     */
    record Same() implements Padding {}
}
