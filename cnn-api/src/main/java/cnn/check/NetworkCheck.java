package cnn.check;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.network.Observation;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges a whole network end to end: y and the gradient of every parameter, against the reference's network on the same
 * x, parameters and dy. For engines that fuse layers, where no layer can be looked at alone. The bound is that of every
 * layer, carried forwards and backwards through the others, to first order. Where rounding may tip a ReLU or a max pool over,
 * the gradient that goes one way or the other counts as error; {@link #atKinks} says how often that was so.
 */
public final class NetworkCheck {
    private final NetworkSpec spec;
    private final Precision precision;
    private final List<LayerInputs> inputs = new ArrayList<>();
    private final double[] y;
    private final double[] gradient;
    private final double[] errorOfY;
    private final double[] errorOfGradient;
    private final List<ErrorBound> bounds;
    private int atKinks;

    /**
     * @param engine the network that is judged; its parameters and its layers' arithmetic are read, nothing is run
     * @param x {@code [N, …]}, N = {@code batch}; like {@code dy} exactly what the engine gets
     * @param dy gradient with respect to the network's output
     * @param reference as in {@link ErrorBound#against}
     */
    public NetworkCheck(Network engine, int batch, double[] x, double[] dy, Backend reference) {
        spec = engine.spec();
        precision = engine.backend().precision();
        bounds = engine.layers().stream()
                .flatMap(layer -> layer.covers().stream()
                        .map(covered -> ErrorBound.against(reference, precision).withArithmetic(layer.arithmetic())))
                .toList();
        double[] parameters = Arrays.copyOf(engine.parameters().toDoubles(), spec.parameterCount());
        try (Network network = Network.build(spec, reference, BuildOptions.batch(batch).observed());
                Tensor last = reference.tensor(spec.output().withBatch(batch))) {
            network.setParameters(parameters);
            Tensor input = network.input(batch);
            input.copyFrom(x);
            last.copyFrom(dy);
            y = network.forward(input, Mode.train(0, 0)).toDoubles();
            network.backwardToInput(last);
            gradient = Arrays.copyOf(network.gradient().toDoubles(), spec.parameterCount());
            double[] layerX = x;
            for (Observation seen : network.observations()) {
                PlacedLayer layer = seen.layer();
                double[] layerDy = seen.dy().orElseThrow().toDoubles();
                double[] own = LayerInputs.ownPart(layer, parameters);
                inputs.add(new LayerInputs(layer.spec(), layer.input(), batch, layerX, own, layerDy));
                layerX = seen.y().toDoubles();
            }
        }
        List<double[]> errors = new ArrayList<>();
        double[] error = new double[x.length];
        for (int i = 0; i < inputs.size(); i++) {
            errors.add(error);
            error = ForwardError.after(inputs.get(i), error, bounds.get(i));
        }
        errorOfY = error;
        errorOfGradient = backward(errors, new double[dy.length]);
    }

    private double[] backward(List<double[]> errors, double[] errorOfDy) {
        double[] all = new double[gradient.length];
        double[] error = errorOfDy;
        List<PlacedLayer> layers = spec.placed();
        for (int i = layers.size() - 1; i >= 0; i--) {
            BackwardError.Carried carried = BackwardError.after(inputs.get(i), errors.get(i), error, bounds.get(i));
            for (Slice slice : layers.get(i).parameters()) {
                int start = slice.offset() - layers.get(i).parameters().get(0).offset();
                System.arraycopy(carried.gradient(), start, all, slice.offset(), slice.size());
            }
            error = carried.dx();
            atKinks += carried.atKinks();
        }
        return all;
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
