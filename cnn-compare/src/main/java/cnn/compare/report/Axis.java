package cnn.compare.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale from numbers to [0, 1] with ticks at round numbers.
 *
 * @param low the value at 0
 * @param high the value at 1
 * @param logarithmic whether equal ratios are equally long; then both ends are above 0
 */
public record Axis(double low, double high, boolean logarithmic, List<Tick> ticks) {
    /** @param value where the tick stands */
    public record Tick(double value, String label) {}

    /** The largest power of ten that a double holds. */
    private static final int LAST_DECADE = 308;

    private static final String[] SUPERSCRIPTS = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

    /**
     * A linear axis that holds [min, max], extended to the next tick on both sides.
     *
     * @param count about how many ticks
     */
    public static Axis linear(double min, double max, int count) {
        double span = max > min ? max - min : Math.max(Math.abs(min), 1);
        double step = niceStep(span / Math.max(1, count));
        long first = (long) Math.floor(min / step + 1e-9);
        long last = Math.max(first + 1, (long) Math.ceil(max / step - 1e-9));
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        List<Tick> ticks = new ArrayList<>();
        for (long k = first; k <= last; k++) {
            ticks.add(new Tick(k * step, Figures.fixed(k * step, digits)));
        }
        return new Axis(first * step, last * step, false, ticks);
    }

    /** A linear axis that ends exactly at {@code min} and {@code max}, with ticks inside. */
    public static Axis linearWithin(double min, double max, int count) {
        Axis wide = linear(min, max, count);
        List<Tick> inside = wide.ticks.stream()
                .filter(t -> t.value >= min - 1e-9 * (max - min) && t.value <= max + 1e-9 * (max - min))
                .toList();
        return max > min ? new Axis(min, max, false, inside) : wide;
    }

    /** A share of the whole, in percent. */
    public static Axis percent(double min, double max, int count) {
        Axis axis = linear(100 * min, 100 * max, count);
        List<Tick> ticks = axis.ticks.stream()
                .map(t -> new Tick(t.value / 100, t.label + "%"))
                .toList();
        return new Axis(axis.low / 100, axis.high / 100, false, ticks);
    }

    /**
     * A logarithmic axis over whole decades that hold [min, max], both above 0.
     *
     * @param count at most about how many ticks
     */
    public static Axis log(double min, double max, int count) {
        int first = (int) Math.floor(Math.log10(min) + 1e-9);
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(max) - 1e-9));
        int step = Math.max(1, (int) Math.ceil((last - first) / (double) Math.max(1, count)));
        // The top end gets a tick, too.
        last = Math.min(LAST_DECADE, first + (last - first + step - 1) / step * step);
        List<Tick> ticks = new ArrayList<>();
        for (int e = first; e <= last; e += step) {
            ticks.add(new Tick(Math.pow(10, e), power(e)));
        }
        return new Axis(Math.pow(10, first), Math.pow(10, last), true, ticks);
    }

    /** A logarithmic axis between ticks at 1, 2 and 5 times powers of ten that hold [min, max], both above 0. */
    public static Axis log125(double min, double max) {
        double[] steps = {1, 2, 5};
        int exponent = (int) Math.floor(Math.log10(min) + 1e-9);
        List<Tick> ticks = new ArrayList<>();
        for (int k = 0; ticks.size() < 2 || ticks.get(ticks.size() - 1).value < max * (1 - 1e-9); k++) {
            int power = exponent + k / steps.length;
            double value = steps[k % steps.length] * Math.pow(10, power);
            if (value <= min * (1 + 1e-9)) {
                ticks.clear();
            }
            ticks.add(new Tick(value, Figures.fixed(value, Math.max(0, -power))));
        }
        return new Axis(ticks.get(0).value, ticks.get(ticks.size() - 1).value, true, ticks);
    }

    /** The same with every second tick, every third and so on, so that at most {@code most} are left, at least 2. */
    public Axis thinned(int most) {
        int every = Math.max(1, (int) Math.ceil(ticks.size() / (double) Math.max(2, most)));
        List<Tick> kept = new ArrayList<>();
        for (int k = 0; k < ticks.size(); k += every) {
            kept.add(ticks.get(k));
        }
        return new Axis(low, high, logarithmic, kept);
    }

    /** Where a value stands: 0 at the low end, 1 at the high end, beyond them outside. */
    public double at(double value) {
        return logarithmic
                ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
                : (value - low) / (high - low);
    }

    /** {@code 10⁻⁷}; 1 and 10 as they are. */
    public static String power(int exponent) {
        if (exponent == 0 || exponent == 1) {
            return exponent == 0 ? "1" : "10";
        }
        StringBuilder text = new StringBuilder(exponent < 0 ? "10⁻" : "10");
        for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
            text.append(SUPERSCRIPTS[digit - '0']);
        }
        return text.toString();
    }

    /** 1, 2 or 5 times a power of ten, at least {@code rough}. */
    private static double niceStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double share = rough / power;
        return power * (share <= 1 + 1e-9 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }
}
