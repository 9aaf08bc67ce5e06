package cnn.compare.crosscheck.training;

import cnn.compare.engine.Engine;
import cnn.data.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The way that a training takes.
 *
 * @param parameters before the first update, and after each
 * @param losses of each update's batch, before it
 */
record Path(List<double[]> parameters, List<Double> losses) {
    Path {
        parameters = List.copyOf(parameters);
        losses = List.copyOf(losses);
    }

    /** How many updates were made. */
    int updates() {
        return losses.size();
    }

    static Path of(Engine engine, TrainingCase on, double[] start) {
        engine.setParameters(start);
        List<double[]> parameters = new ArrayList<>(List.of(engine.parameters()));
        List<Double> losses = new ArrayList<>();
        for (Batch batch : on.batches()) {
            losses.add(engine.trainStep(batch));
            parameters.add(engine.parameters());
        }
        return new Path(parameters, losses);
    }

    /** ‖a - b‖₂ over the elements from {@code from} to before {@code to}; infinite if one of them is no number. */
    static double distance(double[] a, double[] b, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Double.isNaN(squares) ? Double.POSITIVE_INFINITY : Math.sqrt(squares);
    }

    /** ‖a - b‖₂. */
    static double distance(double[] a, double[] b) {
        return distance(a, b, 0, a.length);
    }
}
