package cnn.check;

import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
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
