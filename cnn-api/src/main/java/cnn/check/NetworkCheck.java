package cnn.check;

import cnn.backend.Mode;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.network.Observation;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges a whole network end to end: y and the gradient of every parameter, against the reference's network on the same
 * x, parameters and dy. The bound is that of every layer, carried forwards and backwards through the layers after it; it is
 * a bound to first order, and holds as long as no ReLU and no max pool lies so near its kink that rounding may tip it over
 * ({@link #clearOfKinks}). For engines that fuse layers, where no layer can be looked at alone.
 */
public final class NetworkCheck {
    private final NetworkSpec spec;
    private final List<LayerInputs> inputs = new ArrayList<>();
    private final double[] y;
    private final double[] gradient;
    private final double[] errorOfY;
    private final double[] errorOfGradient;
    private final ErrorBound own;
    private boolean clear = true;

    /**
     * @param x {@code [N, …]}, N = {@code batch}; like {@code parameters} and {@code dy} exactly what the engine gets
     * @param dy gradient with respect to the network's output
     */
    public NetworkCheck(NetworkSpec spec, double[] parameters, int batch, double[] x, double[] dy, ErrorBound own) {
        this.spec = spec;
        this.own = own;
        try (Network network = Network.build(spec, own.reference(), BuildOptions.batch(batch).observed());
                Tensor last = own.reference().tensor(spec.output().withBatch(batch))) {
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
                inputs.add(new LayerInputs(
                        layer.spec(),
                        layer.input(),
                        batch,
                        layerX,
                        LayerInputs.ownPart(layer, parameters),
                        seen.dy().orElseThrow().toDoubles()));
                layerX = seen.y().toDoubles();
            }
        }
        List<double[]> errors = new ArrayList<>();
        double[] error = new double[x.length];
        for (LayerInputs in : inputs) {
            errors.add(error);
            clear &= Margin.isWider(in, error);
            error = ForwardError.after(in, error, own);
        }
        errorOfY = error;
        errorOfGradient = backward(errors, new double[dy.length]);
    }

    private double[] backward(List<double[]> errors, double[] errorOfDy) {
        double[] all = new double[gradient.length];
        double[] error = errorOfDy;
        List<PlacedLayer> layers = spec.placed();
        for (int i = layers.size() - 1; i >= 0; i--) {
            BackwardError.Carried carried = BackwardError.after(inputs.get(i), errors.get(i), error, own);
            for (Slice slice : layers.get(i).parameters()) {
                int start = slice.offset() - layers.get(i).parameters().get(0).offset();
                System.arraycopy(carried.gradient(), start, all, slice.offset(), slice.size());
            }
            error = carried.dx();
        }
        return all;
    }

    /** Whether every ReLU and every max pool stays on its side of the kink whatever rounding does. If not, nothing is bounded. */
    public boolean clearOfKinks() {
        return clear;
    }

    /** @param engineY the engine's output for the same x and parameters */
    public TensorCheck y(double[] engineY) {
        Bound bound = new Bound(errorOfY, "carried through the network");
        return TensorCheck.of("y", engineY, y, bound, Difference.of(engineY, y, own.precision()));
    }

    /** One check for each parameter, by its name as in {@code conv1.w}. */
    public List<TensorCheck> gradient(double[] engineGradient) {
        List<TensorCheck> checks = new ArrayList<>();
        for (Slice slice : spec.slices()) {
            double[] values = part(engineGradient, slice);
            double[] expected = part(gradient, slice);
            Bound bound = new Bound(part(errorOfGradient, slice), "carried through the network");
            Difference difference = Difference.of(values, expected, own.precision());
            checks.add(TensorCheck.of(slice.name(), values, expected, bound, difference));
        }
        return List.copyOf(checks);
    }

    private static double[] part(double[] flat, Slice slice) {
        return Arrays.copyOfRange(flat, slice.offset(), slice.end());
    }
}
