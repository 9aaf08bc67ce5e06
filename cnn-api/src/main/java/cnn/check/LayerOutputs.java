package cnn.check;

import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that comes out of a layer forwards and backwards.
 *
 * @param gradient of the layer's own parameters, one after the other, as in the flat vector
 */
public record LayerOutputs(double[] y, double[] dx, double[] gradient) {

    /** The tensors by their names: {@code y}, {@code dx}, and {@code dw} and {@code db} where the layer has w and b. */
    public Map<String, double[]> tensors(PlacedLayer layer) {
        Map<String, double[]> tensors = new LinkedHashMap<>();
        tensors.put("y", y);
        tensors.put("dx", dx);
        int start = 0;
        for (Slice slice : layer.parameters()) {
            tensors.put("d" + slice.parameter().name(), Arrays.copyOfRange(gradient, start, start + slice.size()));
            start += slice.size();
        }
        return tensors;
    }
}
