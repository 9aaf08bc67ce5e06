package cnn.check;

import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that comes out of a layer forwards and backwards.
 *
 * @param gradient of the layer's own parameters, one after the other, as in the flat vector
 * @param state the layer's own after the forward pass, as in the flat vector
 */
public record LayerOutputs(double[] y, double[] dx, double[] gradient, double[] state) {

    /**
     * The tensors by their names: {@code y}, {@code dx}, {@code dw} and {@code db} where the layer has w and b, and its state
     * by its own names. Of a composite {@code y} and {@code dx}: all else belongs to the layers inside it.
     */
    public Map<String, double[]> tensors(PlacedLayer layer) {
        Map<String, double[]> tensors = new LinkedHashMap<>();
        tensors.put("y", y);
        tensors.put("dx", dx);
        if (layer.isComposite()) {
            return tensors;
        }
        int start = 0;
        for (Slice slice : layer.parameters()) {
            tensors.put("d" + slice.parameter().name(), Arrays.copyOfRange(gradient, start, start + slice.size()));
            start += slice.size();
        }
        start = 0;
        for (StateSlice slice : layer.state()) {
            tensors.put(slice.state().name(), Arrays.copyOfRange(state, start, start + slice.size()));
            start += slice.size();
        }
        return tensors;
    }
}
