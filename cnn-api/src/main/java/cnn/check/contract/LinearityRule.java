package cnn.check.contract;

import cnn.backend.Backend;
import cnn.check.Bound;
import cnn.check.ErrorBound;
import cnn.check.LayerFlow;
import cnn.check.LayerInputs;
import cnn.check.NetworkFlow;
import cnn.check.SingleLayer;
import cnn.check.cases.LayerCase;
import cnn.check.contract.Agreement.Tensors;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * What {@link LayerRule#C25} asks: after one forward pass, backward(a·dy₁ + dy₂) = a·backward(dy₁) + backward(dy₂). Each
 * of the three is off by no more than its bound, and so is their combination by the bounds' combination. a is a power of
 * two, and the dy have few digits, so that a·dy₁ + dy₂ is exact; inside a composite it is not, and what is left, sent
 * through the reference's backward pass, is taken into account.
 */
final class LinearityRule {
    private static final double A = 4;
    /** Normal numbers are below 8, so the sum is below 40 in steps of this: 14 bits. */
    private static final double STEP = 0x1p-8;

    private final LayerUnderTest layer;
    private final Backend reference;
    private final Require require;

    private LinearityRule(LayerUnderTest layer, Backend reference, Require require) {
        this.layer = layer;
        this.reference = reference;
        this.require = require;
    }

    static void verify(Backend backend, Backend reference, LayerCase on, Require require) {
        LayerInputs in = on.inputs(backend.precision());
        double[] first = coarse(in.dy());
        double[] second = coarse(on.inputs(backend.precision(), on.batch(), 1).dy());
        try (LayerUnderTest layer = new LayerUnderTest(backend, on, on.batch());
                Tensor x = layer.x(in)) {
            layer.set(in);
            layer.chain().forward(x, LayerUnderTest.TRAIN);
            NetworkFlow ofFirst = backward(layer, in, first);
            NetworkFlow ofSecond = backward(layer, in, second);
            NetworkFlow ofBoth = backward(layer, in, combined(first, second));
            LinearityRule rule = new LinearityRule(layer, reference, require);
            ofBoth.layers().stream()
                    .filter(flow -> !flow.layer().isComposite())
                    .forEach(flow -> rule.compare(flow.layer(), ofFirst, ofSecond, ofBoth));
        }
    }

    private static double[] coarse(double[] dy) {
        return Arrays.stream(dy).map(value -> Math.rint(value / STEP) * STEP).toArray();
    }

    private static double[] combined(double[] first, double[] second) {
        double[] both = new double[first.length];
        Arrays.setAll(both, i -> A * first[i] + second[i]);
        return both;
    }

    private static NetworkFlow backward(LayerUnderTest layer, LayerInputs in, double[] dy) {
        try (Tensor given = layer.dy(in.withFlow(in.x(), dy))) {
            layer.chain().dx(given);
            return layer.flow(in.batch());
        }
    }

    private void compare(PlacedLayer placed, NetworkFlow ofFirst, NetworkFlow ofSecond, NetworkFlow ofBoth) {
        LayerFlow first = ofFirst.find(placed);
        LayerFlow second = ofSecond.find(placed);
        LayerFlow both = ofBoth.find(placed);
        double[] sum = combined(first.dy(), second.dy());
        double[] rest = new double[sum.length];
        Arrays.setAll(rest, i -> both.dy()[i] - sum[i]);
        LayerInputs withRest = ofBoth.inputs(both).withFlow(both.x(), rest);
        Map<String, double[]> ofRest = SingleLayer.run(reference, withRest).tensors(placed);
        ErrorBound error = ErrorBound.against(reference, layer.precision());
        Map<String, double[]> a = ofFirst.outputs(first).tensors(placed);
        Map<String, double[]> b = ofSecond.outputs(second).tensors(placed);
        Map<String, Bound> boundOfA = ofFirst.bounds(first, error).tensors(placed);
        Map<String, Bound> boundOfB = ofSecond.bounds(second, error).tensors(placed);
        Map<String, Bound> boundOfBoth = ofBoth.bounds(both, error).tensors(placed);
        ofBoth.outputs(both).tensors(placed).forEach((tensor, values) -> {
            Tensors kind = Tensors.of(tensor);
            if (kind == Tensors.DX || kind == Tensors.GRADIENT) {
                double[] expected = combined(a.get(tensor), b.get(tensor));
                double[] bounds =
                        combined(boundOfA.get(tensor).values(), boundOfB.get(tensor).values());
                for (int i = 0; i < values.length; i++) {
                    bounds[i] += boundOfBoth.get(tensor).values()[i]
                            // The comparison itself is made in float64, and its parts may cancel.
                            + 4 * Precision.FLOAT64.unitRoundoff() * size(a.get(tensor)[i], b.get(tensor)[i], values[i]);
                    expected[i] += ofRest.get(tensor)[i];
                }
                within(placed, tensor, values, expected, bounds);
            }
        });
    }

    private static double size(double a, double b, double both) {
        return A * Math.abs(a) + Math.abs(b) + Math.abs(both);
    }

    private void within(PlacedLayer placed, String tensor, double[] values, double[] expected, double[] bounds) {
        for (int i = 0; i < values.length; i++) {
            int at = i;
            require.within(
                    placed.spec().kind(),
                    tensor,
                    () -> "%s: %s[%d] for %g·dy + dy′".formatted(placed.label(), tensor, at, A),
                    values[i],
                    expected[i],
                    bounds[i]);
        }
    }
}
