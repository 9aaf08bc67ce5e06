package cnn.compare.report;

import java.util.Locale;

/** Numbers as people read them: few digits, the same on every machine. */
public final class Figures {
    private Figures() {}

    /** Two significant digits with an exponent: {@code 1.2e-7}; an exact zero is {@code 0}. */
    public static String scientific(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return "0";
        }
        String text = String.format(Locale.ROOT, "%.1e", value);
        return text.replace("e-0", "e-").replace("e+0", "e+").replace("e+", "e");
    }

    /** A ratio near one with three digits, far from it with an exponent. */
    public static String ratio(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || value == 0 || size < 0.001 || size >= 10_000) {
            return scientific(value);
        }
        return fixed(value, size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0);
    }

    public static String fixed(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : special(value);
    }

    /** A difference of shares in percentage points: {@code +0.30}, {@code -1.25}; what is rounded to 0 has no sign. */
    public static String points(double difference, int digits) {
        String text = fixed(100 * difference, digits);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9') && Double.isFinite(difference);
        return zero ? fixed(0, digits) : difference > 0 ? "+" + text : text;
    }

    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A count in at most five characters while it is below a billion: {@code 9999}, {@code 12.3k}, {@code 4.5M}. */
    public static String compact(long value) {
        long size = Math.abs(value);
        return size < 10_000 ? Long.toString(value)
                : size < 99_950 ? fixed(value / 1e3, 1) + "k"
                : size < 999_500 ? fixed(value / 1e3, 0) + "k"
                : size < 99_950_000 ? fixed(value / 1e6, 1) + "M" : fixed(value / 1e6, 0) + "M";
    }

    /** A share in [0, 1] as {@code 71.3%}. */
    public static String percent(double share) {
        return Double.isFinite(share) ? fixed(100 * share, 1) + "%" : special(share);
    }

    /** ULP distances: whole while they can be read, then with an exponent. */
    public static String ulps(double value) {
        if (!Double.isFinite(value) || value >= 100_000) {
            return scientific(value);
        }
        return fixed(value, value == Math.rint(value) ? 0 : 1);
    }

    public static String pValue(double p) {
        return p < 0.001 ? "p < 0.001" : "p = " + fixed(p, p < 0.1 ? 3 : 2);
    }

    public static String seconds(double value) {
        return fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0) + " s";
    }

    public static String plural(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
    }
}
