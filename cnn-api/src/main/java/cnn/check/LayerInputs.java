package cnn.check;

import cnn.spec.LayerSpec;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
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
 * @param dy gradient with respect to the output, {@code [N, …]}
 */
public record LayerInputs(LayerSpec spec, Shape input, int batch, double[] x, double[] parameters, double[] dy) {

    /** The layer in a network of its own: its slices begin at 0. */
    public PlacedLayer placed() {
        return placed(spec, input);
    }

    static PlacedLayer placed(LayerSpec spec, Shape input) {
        return new NetworkSpec(input, List.of(new NamedLayer("layer", spec))).placed().get(0);
    }

    /** A layer's own part of a network's flat vector. */
    static double[] ownPart(PlacedLayer layer, double[] flat) {
        List<Slice> slices = layer.parameters();
        return slices.isEmpty()
                ? new double[0]
                : Arrays.copyOfRange(flat, slices.get(0).offset(), slices.get(slices.size() - 1).end());
    }

    LayerInputs withX(double[] other) {
        return new LayerInputs(spec, input, batch, other, parameters, dy);
    }

    LayerInputs withParameters(double[] other) {
        return new LayerInputs(spec, input, batch, x, other, dy);
    }

    LayerInputs withDy(double[] other) {
        return new LayerInputs(spec, input, batch, x, parameters, other);
    }
}
