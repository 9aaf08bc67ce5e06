package cnn.check;

import cnn.backend.Mode;
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
 * @param address of the layer's randomness in the pass
 */
public record LayerInputs(
        LayerSpec spec,
        Shape input,
        int batch,
        double[] x,
        double[] parameters,
        double[] state,
        double[] dy,
        Address address) {
    /**
     * Where the randomness of a layer in one pass lies (see {@code cnn.random}).
     *
     * @param seed and {@code step} of the pass ({@link Mode})
     * @param layer the layer's index in its network
     */
    public record Address(long seed, long step, int layer) {
        /** Of the first layer in the first step, with seed 0. */
        public static final Address FIRST = new Address(0, 0, 0);

        /** The mode of the pass, one in training. */
        Mode training() {
            return Mode.train(seed, step);
        }
    }

    /** A layer in a network of its own, in its first step. */
    public LayerInputs(
            LayerSpec spec, Shape input, int batch, double[] x, double[] parameters, double[] state, double[] dy) {
        this(spec, input, batch, x, parameters, state, dy, Address.FIRST);
    }

    /** With the state as it is before the first batch. */
    public LayerInputs(LayerSpec spec, Shape input, int batch, double[] x, double[] parameters, double[] dy) {
        this(spec, input, batch, x, parameters, network(spec, input).initialState(), dy);
    }

    /** The layer in a network of its own, so that its slices begin at 0; but with its own index. */
    public PlacedLayer placed() {
        return numbered(network(spec, input).placed().get(0), address.layer());
    }

    /** The layer and all inside it, so many numbers further on. */
    private static PlacedLayer numbered(PlacedLayer layer, int by) {
        return new PlacedLayer(
                layer.index() + by,
                layer.name(),
                layer.spec(),
                layer.input(),
                layer.output(),
                layer.parameters(),
                layer.state(),
                layer.branches().stream()
                        .map(branch ->
                                branch.stream().map(inner -> numbered(inner, by)).toList())
                        .toList());
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
        return new LayerInputs(spec, input, batch, other, parameters, state, dy, address);
    }

    /** The same with another x and another dy. */
    public LayerInputs withFlow(double[] otherX, double[] otherDy) {
        return new LayerInputs(spec, input, batch, otherX, parameters, state, otherDy, address);
    }

    /** The same with another state before the pass. */
    public LayerInputs withState(double[] other) {
        return new LayerInputs(spec, input, batch, x, parameters, other, dy, address);
    }

    LayerInputs withParameters(double[] other) {
        return new LayerInputs(spec, input, batch, x, other, state, dy, address);
    }

    LayerInputs withDy(double[] other) {
        return new LayerInputs(spec, input, batch, x, parameters, state, other, address);
    }
}
