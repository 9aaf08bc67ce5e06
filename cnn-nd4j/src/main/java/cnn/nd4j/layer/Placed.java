package cnn.nd4j.layer;

import cnn.spec.LayerSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Shape;
import java.util.List;

/** Layers that the spec does not have, in the place of one that it has: what a stage is made of. */
final class Placed {
    private Placed() {}

    /** Another spec without parameters in a layer's place. */
    static PlacedLayer inside(PlacedLayer layer, LayerSpec spec, Shape input) {
        return inside(layer, spec, input, List.of());
    }

    /** Another spec in a layer's place, with parameters of its own. */
    static PlacedLayer inside(PlacedLayer layer, LayerSpec spec, Shape input, List<Slice> parameters) {
        return new PlacedLayer(
                layer.index(), layer.name(), spec, input, spec.output(input), parameters, List.of(), List.of());
    }
}
