package cnn.check;

import cnn.backend.Backend;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges a whole network end to end: y and the gradient of every parameter, against the reference's network on the same
 * x, parameters and dy. For engines that fuse layers, where no layer can be looked at alone. The bound is that of every
 * layer, carried forwards and backwards through the others, to first order. Where rounding may tip a ReLU or a max
 * pool over, the gradient that goes one way or the other counts as error; {@link #atKinks} says how often that was so.
 */
public final class NetworkCheck {
    private final NetworkSpec spec;
    private final Precision precision;
    private final double[] y;
    private final double[] gradient;
    private final double[] errorOfY;
    private final double[] errorOfGradient;
    private final int atKinks;

    /** @param bounds for each layer by its name */
    private NetworkCheck(
            NetworkSpec spec,
            Precision precision,
            double[] parameters,
            double[] state,
            Map<String, ErrorBound> bounds,
            int batch,
            double[] x,
            double[] dy,
            Backend reference,
            Mode mode) {
        this.spec = spec;
        this.precision = precision;
        List<LayerFlow> flows;
        try (Network network = Network.build(spec, reference, BuildOptions.batch(batch).observed());
                Tensor last = reference.tensor(spec.output().withBatch(batch))) {
            network.setParameters(parameters);
            network.setState(state);
            Tensor input = network.input(batch);
            input.copyFrom(x);
            last.copyFrom(dy);
            y = network.forward(input, mode).toDoubles();
            if (mode.training()) {
                network.backwardToInput(last);
            }
            gradient = Arrays.copyOf(network.gradient().toDoubles(), spec.parameterCount());
            flows = NetworkFlow.copy(network.observations());
        }
        NetworkFlow flow = new NetworkFlow(batch, mode, parameters, gradient, state, state, flows);
        CarriedErrors errors = new CarriedErrors(flow, layer -> bounds.get(layer.name()), mode.training());
        errorOfY = errors.forward(spec.placed(), new double[x.length]);
        errorOfGradient = new double[gradient.length];
        if (mode.training()) {
            errors.backward(spec.placed(), new double[dy.length], errorOfGradient);
        }
        atKinks = errors.atKinks();
    }

    /**
     * For a step of training.
     *
     * @param engine the network that is judged; its parameters and its layers' arithmetic are read, nothing is run
     * @param x {@code [N, …]}, N = {@code batch}; like {@code dy} exactly what the engine gets
     * @param dy gradient with respect to the network's output
     * @param reference as in {@link ErrorBound#against}
     * @param seed and {@code step} of the pass
     */
    public static NetworkCheck ofTraining(
            Network engine, int batch, double[] x, double[] dy, Backend reference, long seed, long step) {
        return new NetworkCheck(engine, batch, x, dy, reference, Mode.train(seed, step));
    }

    private NetworkCheck(Network engine, int batch, double[] x, double[] dy, Backend reference, Mode mode) {
        this(
                engine.spec(),
                engine.backend().precision(),
                Arrays.copyOf(engine.parameters().toDoubles(), engine.spec().parameterCount()),
                Arrays.copyOf(engine.state().toDoubles(), engine.spec().stateCount()),
                bounds(engine, reference),
                batch,
                x,
                dy,
                reference,
                mode);
    }

    /** For inference with the engine's state as it is now; judges y alone. */
    public static NetworkCheck ofInference(Network engine, int batch, double[] x, Backend reference) {
        double[] noDy = new double[engine.spec().output().withBatch(batch).size()];
        return new NetworkCheck(engine, batch, x, noDy, reference, Mode.INFER);
    }

    /**
     * For inference by a program that is no backend of ours and adds plain sums up; judges y alone.
     *
     * @param parameters rounded to the program's precision, like {@code state} and {@code x}
     */
    public static NetworkCheck ofInference(
            NetworkSpec spec,
            Precision precision,
            double[] parameters,
            double[] state,
            int batch,
            double[] x,
            Backend reference) {
        Map<String, ErrorBound> bounds = plain(spec, ErrorBound.against(reference, precision));
        double[] noDy = new double[spec.output().withBatch(batch).size()];
        return new NetworkCheck(spec, precision, parameters, state, bounds, batch, x, noDy, reference, Mode.INFER);
    }

    private static Map<String, ErrorBound> bounds(Network engine, Backend reference) {
        ErrorBound plain = ErrorBound.against(reference, engine.backend().precision());
        // An engine may run a composite's layers without the composite: its name then comes from the spec alone.
        Map<String, ErrorBound> bounds = plain(engine.spec(), plain);
        engine.layers().forEach(layer -> collect(layer, plain, bounds));
        return bounds;
    }

    private static Map<String, ErrorBound> plain(NetworkSpec spec, ErrorBound plain) {
        Map<String, ErrorBound> bounds = new HashMap<>();
        spec.everyLayer().forEach(layer -> bounds.put(layer.name(), plain));
        return bounds;
    }

    /** The bounds of every spec that a layer stands for, those inside a composite too. */
    private static void collect(Layer layer, ErrorBound plain, Map<String, ErrorBound> bounds) {
        ErrorBound own = plain.withArithmetic(layer.arithmetic());
        layer.covers().forEach(covered -> covered.withInner().forEach(inner -> bounds.put(inner.name(), own)));
        layer.chains().forEach(chain -> chain.layers().forEach(inner -> collect(inner, plain, bounds)));
    }

    /** How many activations lie so near a kink that rounding may tip them over. */
    public int atKinks() {
        return atKinks;
    }

    /** @param engineY the engine's output for the same x and parameters */
    public TensorCheck y(double[] engineY) {
        Bound bound = new Bound(errorOfY, "carried through the network");
        return TensorCheck.of("y", engineY, y, bound, Difference.of(engineY, y, precision));
    }

    /** One check for each parameter, by its name as in {@code conv1.w}. */
    public List<TensorCheck> gradient(double[] engineGradient) {
        List<TensorCheck> checks = new ArrayList<>();
        for (Slice slice : spec.slices()) {
            double[] values = part(engineGradient, slice);
            double[] expected = part(gradient, slice);
            Bound bound = new Bound(part(errorOfGradient, slice), "carried through the network");
            Difference difference = Difference.of(values, expected, precision);
            checks.add(TensorCheck.of(slice.name(), values, expected, bound, difference));
        }
        return List.copyOf(checks);
    }

    private static double[] part(double[] flat, Slice slice) {
        return Arrays.copyOfRange(flat, slice.offset(), slice.end());
    }
}
