package cnn.check.terms;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One factor of a term.
 *
 * @param name of the tensor, {@code x}, {@code w}, {@code dy}, …, or of a number, {@code 1/count}
 * @param index of the element, one number a dimension; empty for a number that belongs to no tensor
 */
public record Factor(String name, List<Integer> index, double value) {
    public Factor {
        index = List.copyOf(index);
    }

    /** A number that belongs to no tensor. */
    static Factor of(String name, double value) {
        return new Factor(name, List.of(), value);
    }

    /** For example {@code w[0,2,1,1] 0.25}. */
    public String text() {
        return name + indexText(index) + " " + number(value);
    }

    static String indexText(List<Integer> index) {
        return index.isEmpty()
                ? ""
                : index.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    /** Six digits, as short as they can be. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.valueOf((long) value);
        }
        String text = String.format(Locale.ROOT, "%.6g", value);
        int exponent = text.indexOf('e');
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        String shorter = digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
        return shorter + (exponent < 0 ? "" : text.substring(exponent));
    }
}
