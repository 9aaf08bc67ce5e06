package cnn.backend.contract;

import cnn.backend.Backend;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Mode;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A layer in the middle of a larger network: its slices lie between those of other layers, which are poisoned, so that a
 * layer that looks or writes beside its own is found out.
 */
final class LayerUnderTest implements AutoCloseable {
    static final Mode TRAIN = Mode.train(1, 0);
    /** Nobody's result; the same in both precisions. */
    static final double SENTINEL = 666.666f;

    private static final int BEFORE = 7;
    private static final int AFTER = 5;

    private final Backend backend;
    private final PlacedLayer placed;
    private final int size;
    private final Tensor parameters;
    private final Tensor gradient;
    private final Layer layer;

    LayerUnderTest(Backend backend, LayerCase of, int maxBatch) {
        this.backend = backend;
        PlacedLayer alone = of.placed();
        this.placed = new PlacedLayer(
                3,
                "layer",
                alone.spec(),
                alone.input(),
                alone.output(),
                alone.parameters().stream()
                        .map(slice -> new Slice(slice.name(), slice.parameter(), slice.offset() + BEFORE))
                        .toList(),
                List.of(),
                List.of());
        this.size = alone.parameters().stream().mapToInt(Slice::size).sum();
        this.parameters = backend.tensor(Shape.of(BEFORE + size + AFTER));
        this.gradient = backend.tensor(Shape.of(BEFORE + size + AFTER));
        this.layer = backend.layers(new LayerPlan(List.of(placed), parameters, gradient, backend.tensor(Shape.of(1)), maxBatch, true))
                .get(0);
        fillGradient(SENTINEL);
    }

    Layer layer() {
        return layer;
    }

    Precision precision() {
        return backend.precision();
    }

    PlacedLayer placed() {
        return placed;
    }

    /** Sets the layer's parameters; whatever lies beside them is not a number. */
    void setParameters(double[] values) {
        double[] flat = new double[BEFORE + size + AFTER];
        Arrays.fill(flat, Double.NaN);
        System.arraycopy(values, 0, flat, BEFORE, size);
        parameters.copyFrom(flat);
    }

    double[] parameters() {
        return Arrays.copyOfRange(parameters.toDoubles(), BEFORE, BEFORE + size);
    }

    void fillGradient(double value) {
        double[] flat = new double[BEFORE + size + AFTER];
        Arrays.fill(flat, value);
        gradient.copyFrom(flat);
    }

    /** The layer's own part of the gradient. */
    double[] gradient() {
        return Arrays.copyOfRange(gradient.toDoubles(), BEFORE, BEFORE + size);
    }

    /** What lies beside the layer's own part of the gradient. */
    double[] gradientBeside() {
        double[] flat = gradient.toDoubles();
        double[] beside = Arrays.copyOf(flat, BEFORE + AFTER);
        System.arraycopy(flat, BEFORE + size, beside, BEFORE, AFTER);
        return beside;
    }

    Tensor x(LayerInputs in) {
        return tensor(placed.input(), in.batch(), in.x());
    }

    Tensor dy(LayerInputs in) {
        return tensor(placed.output(), in.batch(), in.dy());
    }

    private Tensor tensor(Shape sample, int n, double[] values) {
        Tensor tensor = backend.tensor(sample.withBatch(n));
        tensor.copyFrom(values);
        return tensor;
    }

    /** Forwards and backwards in training. */
    LayerOutputs run(LayerInputs in) {
        setParameters(in.parameters());
        try (Tensor x = x(in);
                Tensor dy = dy(in)) {
            ForwardPass pass = layer.forward(x, TRAIN);
            double[] y = pass.y().toDoubles();
            double[] dx = pass.backward().dx(dy).toDoubles();
            return new LayerOutputs(y, dx, gradient());
        }
    }

    @Override
    public void close() {
        layer.close();
        parameters.close();
        gradient.close();
    }
}
