package cnn.compare.run;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.check.Bound;
import cnn.check.Branches;
import cnn.check.ErrorBound;
import cnn.check.LayerBounds;
import cnn.check.LayerFlow;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.NetworkFlow;
import cnn.check.SingleLayer;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import cnn.training.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A forward and backward pass of the reference with noise: to every element that a layer gives, forwards and backwards, a
 * random value between minus and plus its derived bound is added. What comes out is one of the results that an engine may
 * have whose every layer keeps its own bound. See docs/tolerances.md, "Whole networks".
 */
public final class DisturbedPass {
    /** Exponentials, a logarithm, a quotient, a subtraction: roundings of the loss that do not depend on its size. */
    private static final int LOSS_ROUNDINGS = 24;

    private final Backend reference;
    private final Precision precision;
    private final Trace oracle;
    private final Batch batch;
    private final LossSpec loss;
    private final Map<String, LayerBounds> bounds = new HashMap<>();

    /**
     * @param reference the backend that the oracle's trace was made with
     * @param precision of the engines that will be judged
     * @param batch that the oracle's trace was made with; looked at in {@link #run}
     */
    public DisturbedPass(Backend reference, Precision precision, Trace oracle, Batch batch, LossSpec loss) {
        this(reference, precision, LayerFlow::arithmetic, oracle, batch, loss);
    }

    /**
     * The same for engines whose layers do not form plain sums.
     *
     * @param arithmetic of each of the engines' layers, asked with the oracle's flow through it
     */
    public DisturbedPass(
            Backend reference,
            Precision precision,
            Function<LayerFlow, Arithmetic> arithmetic,
            Trace oracle,
            Batch batch,
            LossSpec loss) {
        this.reference = reference;
        this.precision = precision;
        this.oracle = oracle;
        this.batch = batch;
        this.loss = loss;
        ErrorBound error = ErrorBound.against(reference, precision);
        for (LayerFlow flow : oracle.layers()) {
            LayerFlow asTheyRound = new LayerFlow(
                    flow.layer(), flow.x(), flow.y(), flow.dy(), flow.dx(), arithmetic.apply(flow));
            bounds.put(flow.layer().name(), oracle.flow().bounds(asTheyRound, error));
        }
    }

    /**
     * What came of a disturbed pass.
     *
     * @param loss of the disturbed output
     * @param gradient the flat gradient vector
     * @param tensors by the layer's name, then as in {@link LayerOutputs#tensors}
     */
    public record Outcome(double loss, double[] gradient, Map<String, Map<String, double[]>> tensors) {}

    /** With the oracle's own parameters. */
    public Outcome run(long seed) {
        return run(oracle.parameters(), seed);
    }

    /**
     * With other parameters, near the oracle's: the bounds stay those of the oracle's pass, to first order the same.
     *
     * @param seed of the noise
     */
    public Outcome run(double[] parameters, long seed) {
        return new Run(parameters, seed).outcome();
    }

    /** The noise of one pass and what it led to. */
    private final class Run {
        private final NetworkFlow flow;
        private final AddressedRandom random;
        private final double[] gradient;
        private final Map<String, Map<String, double[]>> tensors = new HashMap<>();
        private final Map<String, double[]> taken = new HashMap<>();

        Run(double[] parameters, long seed) {
            NetworkFlow exact = oracle.flow();
            this.flow = new NetworkFlow(
                    exact.batch(),
                    exact.mode(),
                    parameters,
                    exact.gradient(),
                    exact.stateBefore(),
                    exact.stateAfter(),
                    exact.layers());
            this.random = new AddressedRandom(seed);
            this.gradient = new double[parameters.length];
        }

        Outcome outcome() {
            List<PlacedLayer> layers =
                    flow.topLevel().stream().map(LayerFlow::layer).toList();
            double[] y = forward(layers, oracle.x());
            double[] dy = new double[y.length];
            double value = lossGradient(y, dy);
            backward(layers, dy);
            return new Outcome(value, gradient, tensors);
        }

        /** Gives the last layer's disturbed output; remembers what each layer took. */
        private double[] forward(List<PlacedLayer> layers, double[] input) {
            double[] x = input;
            for (PlacedLayer layer : layers) {
                taken.put(layer.name(), x);
                double[] y;
                if (layer.isComposite()) {
                    List<double[]> ofBranches = new ArrayList<>();
                    for (List<PlacedLayer> branch : layer.branches()) {
                        ofBranches.add(forward(branch, x));
                    }
                    y = new Branches(layer).y(ofBranches);
                } else {
                    LayerFlow exact = flow.find(layer);
                    y = SingleLayer.forward(reference, flow.inputs(exact).withFlow(x, exact.dy()));
                }
                disturb(y, bounds.get(layer.name()).y(), layer, 0);
                keep(layer, "y", y);
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
            Branches branches = new Branches(layer);
            List<double[]> ofBranches = new ArrayList<>();
            for (int b = 0; b < layer.branches().size(); b++) {
                ofBranches.add(backward(layer.branches().get(b), branches.dy(dy, b)));
            }
            double[] dx = Branches.added(ofBranches);
            disturb(dx, bounds.get(layer.name()).dx(), layer, 1);
            keep(layer, "dx", dx);
            return dx;
        }

        private double[] single(PlacedLayer layer, double[] dy) {
            LayerInputs in = flow.inputs(flow.find(layer)).withFlow(taken.get(layer.name()), dy);
            Map<String, double[]> out = SingleLayer.run(reference, in).tensors(layer);
            Map<String, Bound> bound = bounds.get(layer.name()).tensors(layer);
            int part = 1;
            for (Map.Entry<String, double[]> tensor : out.entrySet()) {
                if (!tensor.getKey().equals("y")) {
                    disturb(tensor.getValue(), bound.get(tensor.getKey()), layer, part++);
                    keep(layer, tensor.getKey(), tensor.getValue());
                }
            }
            for (Slice slice : layer.parameters()) {
                double[] own = out.get("d" + slice.parameter().name());
                System.arraycopy(own, 0, gradient, slice.offset(), own.length);
            }
            return out.get("dx");
        }

        /** dy of a cross-entropy is (p - t)/N, and p + t, over N, is |dy| + 2t/N: what roundings of p and t are relative to. */
        private double lossGradient(double[] y, double[] dy) {
            int outputs = y.length / flow.batch();
            double[] targets = new double[y.length];
            Targets.rows(batch, loss, outputs, targets);
            double value = loss.evaluate(flow.batch(), outputs, y, targets, dy);
            double nu = (LOSS_ROUNDINGS + outputs) * precision.unitRoundoff();
            double[] ofDy = new double[dy.length];
            Arrays.setAll(ofDy, i -> nu * (Math.abs(dy[i]) + 2 * Math.abs(targets[i]) / flow.batch()));
            List<LayerFlow> all = flow.topLevel();
            disturb(dy, new Bound(ofDy, "roundings of the loss"), all.get(all.size() - 1).layer(), -1);
            return value;
        }

        private void disturb(double[] values, Bound bound, PlacedLayer layer, int part) {
            for (int i = 0; i < values.length; i++) {
                double share = 2 * random.uniform(Purpose.DISTURBANCE, part, layer.index(), i) - 1;
                values[i] += share * bound.values()[i];
            }
        }

        private void keep(PlacedLayer layer, String tensor, double[] values) {
            tensors.computeIfAbsent(layer.name(), name -> new HashMap<>()).put(tensor, values);
        }
    }
}
