package cnn.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges what an engine's layer made of its inputs by what the reference's layer makes of the same inputs. */
public final class LayerCheck {
    private LayerCheck() {}

    /**
     * @param in exactly what the engine's layer got: its own x, dy and parameters, after rounding to its precision
     * @param out what it made of them
     * @return one check each for y, dx and each parameter's gradient
     */
    public static List<TensorCheck> of(LayerInputs in, LayerOutputs out, ErrorBound error) {
        var placed = in.placed();
        Map<String, double[]> values = out.tensors(placed);
        Map<String, double[]> expected =
                SingleLayer.run(error.reference(), in).tensors(placed);
        Map<String, Bound> bounds = error.of(in).tensors(placed);
        List<TensorCheck> checks = new ArrayList<>();
        for (String tensor : values.keySet()) {
            double[] own = values.get(tensor);
            double[] other = expected.get(tensor);
            Difference difference = Difference.of(own, other, error.precision());
            checks.add(TensorCheck.of(tensor, own, other, bounds.get(tensor), difference));
        }
        return List.copyOf(checks);
    }
}
