package cnn.compare.run;

import cnn.backend.Backend;
import cnn.check.Bound;
import cnn.check.Branches;
import cnn.check.Difference;
import cnn.check.ErrorBound;
import cnn.check.LayerBounds;
import cnn.check.LayerFlow;
import cnn.check.LayerInputs;
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
import java.util.HashMap;
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
    private final Map<String, LayerBounds> bounds = new HashMap<>();
    private final Map<String, Map<String, Double>> limits = new HashMap<>();
    private final Map<String, double[]> disturbedX = new HashMap<>();
    private AddressedRandom random = new AddressedRandom(0);

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
        for (LayerFlow flow : oracle.layers()) {
            bounds.put(flow.layer().name(), oracle.flow().bounds(flow, error));
            limits.put(flow.layer().name(), new HashMap<>());
        }
        for (int run = 0; run < RUNS; run++) {
            random = new AddressedRandom(run);
            List<PlacedLayer> layers =
                    oracle.flow().topLevel().stream().map(LayerFlow::layer).toList();
            double[] y = forward(layers, oracle.x());
            backward(layers, lossGradient(y));
        }
    }

    /**
     * The largest ‖disturbed - oracle‖₂ / ‖oracle‖₂ that the noise led to.
     *
     * @param tensor {@code y}, {@code dx}, {@code dw}, {@code db}, or one of the layer's state
     */
    double relativeNorm(PlacedLayer layer, String tensor) {
        return limits.get(layer.name()).get(tensor);
    }

    /** Gives the last layer's disturbed output; remembers what each layer took. */
    private double[] forward(List<PlacedLayer> layers, double[] input) {
        double[] x = input;
        for (PlacedLayer layer : layers) {
            disturbedX.put(layer.name(), x);
            LayerFlow exact = oracle.flow().find(layer);
            double[] y;
            if (layer.isComposite()) {
                List<double[]> ofBranches = new ArrayList<>();
                for (List<PlacedLayer> branch : layer.branches()) {
                    ofBranches.add(forward(branch, x));
                }
                y = new Branches(layer).y(ofBranches);
            } else {
                y = SingleLayer.forward(reference, oracle.flow().inputs(exact).withFlow(x, exact.dy()));
            }
            disturb(y, bounds.get(layer.name()).y(), layer, 0);
            note(layer, "y", y, exact.y());
            x = y;
        }
        return x;
    }

    /** Gives the first layer's disturbed dx. */
    private double[] backward(List<PlacedLayer> layers, double[] outputGradient) {
        double[] dy = outputGradient;
        for (int i = layers.size() - 1; i >= 0; i--) {
            PlacedLayer layer = layers.get(i);
            dy = layer.isComposite() ? composite(layer, dy) : single(layer, dy);
        }
        return dy;
    }

    private double[] composite(PlacedLayer layer, double[] dy) {
        LayerFlow exact = oracle.flow().find(layer);
        Branches branches = new Branches(layer);
        List<double[]> ofBranches = new ArrayList<>();
        for (int b = 0; b < layer.branches().size(); b++) {
            ofBranches.add(backward(layer.branches().get(b), branches.dy(dy, b)));
        }
        double[] dx = Branches.added(ofBranches);
        disturb(dx, bounds.get(layer.name()).dx(), layer, 1);
        note(layer, "dx", dx, exact.dx());
        return dx;
    }

    private double[] single(PlacedLayer layer, double[] dy) {
        LayerFlow exact = oracle.flow().find(layer);
        LayerInputs in = oracle.flow().inputs(exact).withFlow(disturbedX.get(layer.name()), dy);
        Map<String, double[]> out = SingleLayer.run(reference, in).tensors(layer);
        Map<String, double[]> expected = oracle.flow().outputs(exact).tensors(layer);
        Map<String, Bound> bound = bounds.get(layer.name()).tensors(layer);
        int part = 1;
        for (String tensor : out.keySet()) {
            if (!tensor.equals("y")) {
                disturb(out.get(tensor), bound.get(tensor), layer, part++);
                note(layer, tensor, out.get(tensor), expected.get(tensor));
            }
        }
        return out.get("dx");
    }

    private double[] lossGradient(double[] y) {
        int outputs = y.length / oracle.batch();
        double[] targets = new double[y.length];
        double[] dy = new double[y.length];
        Targets.oneHot(batch, outputs, targets);
        loss.evaluate(oracle.batch(), outputs, y, targets, dy);
        return dy;
    }

    private void disturb(double[] values, Bound bound, PlacedLayer layer, int part) {
        for (int i = 0; i < values.length; i++) {
            double share = 2 * random.uniform(Purpose.DISTURBANCE, part, layer.index(), i) - 1;
            values[i] += share * bound.values()[i];
        }
    }

    private void note(PlacedLayer layer, String tensor, double[] disturbed, double[] expected) {
        limits.get(layer.name()).merge(tensor, Difference.relativeNorm(disturbed, expected), Math::max);
    }
}
