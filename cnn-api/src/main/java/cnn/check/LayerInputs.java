package cnn.check;

import cnn.spec.LayerSpec;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Everything that goes into a layer forwards and backwards. Arrays are row-major and not changed.
 *
 * @param input shape of one sample
 * @param batch N
 * @param x {@code [N, …]}
 * @param parameters the layer's own, one after the other, as in the flat vector
 * @param state the layer's own before the forward pass, as in the flat vector
 * @param dy gradient with respect to the output, {@code [N, …]}
 */
public record LayerInputs(LayerSpec spec, Shape input, int batch, double[] x, double[] parameters, double[] state, double[] dy) {
    /** With the state as it is before the first batch. */
    public LayerInputs(LayerSpec spec, Shape input, int batch, double[] x, double[] parameters, double[] dy) {
        this(spec, input, batch, x, parameters, network(spec, input).initialState(), dy);
    }

    /** The layer in a network of its own: its slices begin at 0. */
    public PlacedLayer placed() {
        return placed(spec, input);
    }

    static PlacedLayer placed(LayerSpec spec, Shape input) {
        return network(spec, input).placed().get(0);
    }

    private static NetworkSpec network(LayerSpec spec, Shape input) {
        return new NetworkSpec(input, List.of(new NamedLayer("layer", spec)));
    }

    /** A layer's own part of a network's flat vector. */
    static double[] ownPart(PlacedLayer layer, double[] flat) {
        List<Slice> slices = layer.parameters();
        return slices.isEmpty()
                ? new double[0]
                : Arrays.copyOfRange(flat, slices.get(0).offset(), slices.get(slices.size() - 1).end());
    }

    /** A layer's own part of a network's flat state vector. */
    static double[] ownState(PlacedLayer layer, double[] flat) {
        List<StateSlice> slices = layer.state();
        return slices.isEmpty()
                ? new double[0]
                : Arrays.copyOfRange(flat, slices.get(0).offset(), slices.get(slices.size() - 1).end());
    }

    LayerInputs withX(double[] other) {
        return new LayerInputs(spec, input, batch, other, parameters, state, dy);
    }

    /** The same with another x and another dy. */
    public LayerInputs withFlow(double[] otherX, double[] otherDy) {
        return new LayerInputs(spec, input, batch, otherX, parameters, state, otherDy);
    }

    /** The same with another state before the pass. */
    public LayerInputs withState(double[] other) {
        return new LayerInputs(spec, input, batch, x, parameters, other, dy);
    }

    LayerInputs withParameters(double[] other) {
        return new LayerInputs(spec, input, batch, x, other, state, dy);
    }

    LayerInputs withDy(double[] other) {
        return new LayerInputs(spec, input, batch, x, parameters, state, other);
    }
}
