package cnn.compare.report;

import java.util.ArrayList;
import java.util.List;

/** Makes points of a chart out of a training's numbers. */
public final class Curves {
    private Curves() {}

    /** Points (1, value), (2, value), …, at most about {@code most} of them, evenly picked. */
    public static List<double[]> points(List<Double> values, int most) {
        int every = Math.max(1, (values.size() + most - 1) / most);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < values.size(); i += every) {
            points.add(new double[] {i + 1, values.get(i)});
        }
        return points;
    }

    /** Each value replaced by the mean of the {@code window} values around it, of fewer at the ends. */
    public static List<Double> smooth(List<Double> values, int window) {
        List<Double> smoothed = new ArrayList<>();
        int half = window / 2;
        for (int i = 0; i < values.size(); i++) {
            int reach = Math.min(half, Math.min(i, values.size() - 1 - i));
            double sum = 0;
            for (int j = i - reach; j <= i + reach; j++) {
                sum += values.get(j);
            }
            smoothed.add(sum / (2 * reach + 1));
        }
        return smoothed;
    }

    /** The largest |a - b| in each of about {@code windows} windows of steps, at the window's last step. */
    public static List<double[]> differences(List<Double> a, List<Double> b, int windows) {
        int steps = Math.min(a.size(), b.size());
        int every = Math.max(1, (steps + windows - 1) / windows);
        List<double[]> points = new ArrayList<>();
        for (int from = 0; from < steps; from += every) {
            int to = Math.min(steps, from + every);
            double largest = 0;
            for (int i = from; i < to; i++) {
                largest = Math.max(largest, Math.abs(a.get(i) - b.get(i)));
            }
            // A logarithmic axis has no place for an exact zero; the line is interrupted there.
            points.add(new double[] {to, largest == 0 ? Double.NaN : largest});
        }
        return points;
    }

    /** The finite values of one coordinate of all points. */
    public static double[] finite(List<List<double[]>> lines, int coordinate) {
        return lines.stream()
                .flatMap(List::stream)
                .mapToDouble(p -> p[coordinate])
                .filter(Double::isFinite)
                .toArray();
    }
}
