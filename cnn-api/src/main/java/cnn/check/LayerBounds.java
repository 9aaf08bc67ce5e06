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
 */
public record LayerBounds(Bound y, Bound dx, List<Bound> gradient) {
    public LayerBounds {
        gradient = List.copyOf(gradient);
    }

    /** Element by element the larger of two bounds of the same layer. */
    LayerBounds max(LayerBounds other) {
        List<Bound> larger = new ArrayList<>();
        for (int i = 0; i < gradient.size(); i++) {
            larger.add(gradient.get(i).max(other.gradient.get(i)));
        }
        return new LayerBounds(y.max(other.y), dx.max(other.dx), larger);
    }

    /** The bounds by the names that {@link LayerOutputs#tensors} uses. */
    public Map<String, Bound> tensors(PlacedLayer layer) {
        Map<String, Bound> tensors = new LinkedHashMap<>();
        tensors.put("y", y);
        tensors.put("dx", dx);
        List<Slice> slices = layer.parameters();
        for (int i = 0; i < slices.size(); i++) {
            tensors.put("d" + slices.get(i).parameter().name(), gradient.get(i));
        }
        return tensors;
    }
}
