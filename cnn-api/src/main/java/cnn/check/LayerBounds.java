package cnn.check;

import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bound for everything that comes out of a layer.
 *
 * @param gradient one for each of the layer's parameters, in their order
 * @param state one for each tensor of its state after a forward pass in training, in their order
 */
public record LayerBounds(Bound y, Bound dx, List<Bound> gradient, List<Bound> state) {
    public LayerBounds {
        gradient = List.copyOf(gradient);
        state = List.copyOf(state);
    }

    /** Of a layer without state. */
    LayerBounds(Bound y, Bound dx, List<Bound> gradient) {
        this(y, dx, gradient, List.of());
    }

    /** Element by element the larger of two bounds of the same layer. */
    LayerBounds max(LayerBounds other) {
        List<Bound> larger = new ArrayList<>();
        for (int i = 0; i < gradient.size(); i++) {
            larger.add(gradient.get(i).max(other.gradient.get(i)));
        }
        return new LayerBounds(y.max(other.y), dx.max(other.dx), larger, state);
    }

    /** The bounds by the names that {@link LayerOutputs#tensors} uses. */
    public Map<String, Bound> tensors(PlacedLayer layer) {
        Map<String, Bound> tensors = new LinkedHashMap<>();
        tensors.put("y", y);
        tensors.put("dx", dx);
        if (layer.isComposite()) {
            return tensors;
        }
        List<Slice> slices = layer.parameters();
        for (int i = 0; i < slices.size(); i++) {
            tensors.put("d" + slices.get(i).parameter().name(), gradient.get(i));
        }
        for (int i = 0; i < state.size(); i++) {
            tensors.put(layer.state().get(i).state().name(), state.get(i));
        }
        return tensors;
    }
}
