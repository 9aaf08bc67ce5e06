package cnn.compare.run;

import cnn.backend.Backend;
import cnn.check.Bound;
import cnn.check.Difference;
import cnn.check.ErrorBound;
import cnn.check.LayerBounds;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.SingleLayer;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.training.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a whole network's tensors may be off because of rounding that every single layer is allowed.
 *
 * <p>A worst-case bound carried through many layers grows past all use. Instead the reference network is run again with
 * noise: to every element that a layer gives, forwards and backwards, a random value between minus and plus its derived
 * bound is added, and the result is compared with the undisturbed run. What comes out is how far off an engine may be
 * whose every layer keeps its own bound, with all that follows from it, ReLUs and max pools that tip over included. An
 * engine's real rounding errors are far smaller than their bounds (they grow like √n, the bounds like n), so an engine
 * that is right lies well below, and a wrong formula lies far above.
 */
final class ExplainedError {
    /** Two, so that a small tensor which the noise of one run happens to hit gently is still given its room. */
    private static final int RUNS = 2;

    private final Backend reference;
    private final Trace oracle;
    private final Batch batch;
    private final LossSpec loss;
    private final List<LayerBounds> bounds = new ArrayList<>();
    private final List<Map<String, Double>> limits = new ArrayList<>();

    /**
     * @param reference the backend that the oracle's trace was made with
     * @param precision of the engines that will be judged
     * @param batch that the oracle's trace was made with
     */
    ExplainedError(Backend reference, Precision precision, Trace oracle, Batch batch, LossSpec loss) {
        this.reference = reference;
        this.oracle = oracle;
        this.batch = batch;
        this.loss = loss;
        ErrorBound error = ErrorBound.against(reference, precision);
        for (int i = 0; i < oracle.layers().size(); i++) {
            bounds.add(error.of(TraceView.inputs(oracle, i)));
            limits.add(new LinkedHashMap<>());
        }
        for (int run = 0; run < RUNS; run++) {
            disturbedRun(new AddressedRandom(run));
        }
    }

    /**
     * The largest ‖disturbed - oracle‖₂ / ‖oracle‖₂ that the noise led to.
     *
     * @param tensor {@code y}, {@code dx}, {@code dw}, {@code db}
     */
    double relativeNorm(int layer, String tensor) {
        return limits.get(layer).get(tensor);
    }

    private void disturbedRun(AddressedRandom random) {
        List<Trace.LayerTrace> layers = oracle.layers();
        double[][] xs = new double[layers.size()][];
        double[] x = oracle.x();
        for (int i = 0; i < layers.size(); i++) {
            xs[i] = x;
            LayerInputs in = TraceView.inputs(oracle, i);
            double[] y = SingleLayer.forward(reference, withFlow(in, x, in.dy()));
            disturb(y, bounds.get(i).y(), random, i, 0);
            note(i, "y", y, layers.get(i).y());
            x = y;
        }
        double[] dy = lossGradient(x);
        for (int i = layers.size() - 1; i >= 0; i--) {
            LayerInputs in = TraceView.inputs(oracle, i);
            PlacedLayer layer = in.placed();
            Map<String, double[]> out =
                    SingleLayer.run(reference, withFlow(in, xs[i], dy)).tensors(layer);
            Map<String, double[]> expected = TraceView.outputs(oracle, i).tensors(layer);
            Map<String, Bound> bound = bounds.get(i).tensors(layer);
            int part = 1;
            for (String tensor : out.keySet()) {
                if (!tensor.equals("y")) {
                    disturb(out.get(tensor), bound.get(tensor), random, i, part++);
                    note(i, tensor, out.get(tensor), expected.get(tensor));
                }
            }
            dy = out.get("dx");
        }
    }

    private static LayerInputs withFlow(LayerInputs in, double[] x, double[] dy) {
        return new LayerInputs(in.spec(), in.input(), in.batch(), x, in.parameters(), dy);
    }

    private double[] lossGradient(double[] y) {
        int outputs = y.length / oracle.batch();
        double[] targets = new double[y.length];
        double[] dy = new double[y.length];
        Targets.oneHot(batch, outputs, targets);
        loss.evaluate(oracle.batch(), outputs, y, targets, dy);
        return dy;
    }

    private static void disturb(double[] values, Bound bound, AddressedRandom random, int layer, int part) {
        for (int i = 0; i < values.length; i++) {
            double share = 2 * random.uniform(Purpose.DISTURBANCE, part, layer, i) - 1;
            values[i] += share * bound.values()[i];
        }
    }

    private void note(int layer, String tensor, double[] disturbed, double[] expected) {
        limits.get(layer).merge(tensor, Difference.relativeNorm(disturbed, expected), Math::max);
    }
}
