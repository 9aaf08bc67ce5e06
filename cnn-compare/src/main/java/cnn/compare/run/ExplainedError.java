package cnn.compare.run;

import cnn.backend.Backend;
import cnn.check.Difference;
import cnn.check.LayerFlow;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.HashMap;
import java.util.Map;

/**
 * How far a whole network's tensors may be off because of rounding that every single layer is allowed.
 *
 * <p>A worst-case bound carried through many layers grows past all use. Instead the reference network is run again with
 * noise ({@link DisturbedPass}), and the result is compared with the undisturbed run. What comes out is how far off an
 * engine may be whose every layer keeps its own bound, with all that follows from it, ReLUs and max pools that tip over
 * included. An engine's real rounding errors are far smaller than their bounds (they grow like √n, the bounds like n), so
 * an engine that is right lies well below, and a wrong formula lies far above.
 */
public final class ExplainedError {
    /** Two, so that a small tensor which the noise of one run happens to hit gently is still given its room. */
    private static final int RUNS = 2;

    private final Map<String, Map<String, Double>> limits = new HashMap<>();

    /**
     * @param reference the backend that the oracle's trace was made with
     * @param precision of the engines that will be judged
     * @param batch that the oracle's trace was made with
     */
    public ExplainedError(Backend reference, Precision precision, Trace oracle, Batch batch, LossSpec loss) {
        DisturbedPass pass = new DisturbedPass(reference, precision, oracle, batch, loss);
        for (int run = 0; run < RUNS; run++) {
            DisturbedPass.Outcome disturbed = pass.run(run);
            for (LayerFlow exact : oracle.layers()) {
                note(exact.layer(), disturbed.tensors(), oracle.flow().outputs(exact).tensors(exact.layer()));
            }
        }
    }

    private void note(
            PlacedLayer layer, Map<String, Map<String, double[]>> disturbed, Map<String, double[]> expected) {
        Map<String, Double> ofLayer = limits.computeIfAbsent(layer.name(), name -> new HashMap<>());
        disturbed
                .get(layer.name())
                .forEach((tensor, values) -> ofLayer.merge(
                        tensor, Difference.relativeNorm(values, expected.get(tensor)), Math::max));
    }

    /**
     * The largest ‖disturbed - oracle‖₂ / ‖oracle‖₂ that the noise led to.
     *
     * @param tensor {@code y}, {@code dx}, {@code dw}, {@code db}, or one of the layer's state
     */
    public double relativeNorm(PlacedLayer layer, String tensor) {
        return limits.get(layer.name()).get(tensor);
    }
}
