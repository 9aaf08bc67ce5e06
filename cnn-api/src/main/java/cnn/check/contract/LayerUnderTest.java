package cnn.check.contract;

import cnn.backend.Backend;
import cnn.backend.Chain;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Mode;
import cnn.backend.Use;
import cnn.check.LayerInputs;
import cnn.check.LayerOutputs;
import cnn.check.NetworkFlow;
import cnn.check.cases.LayerCase;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
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
    static final Mode TRAIN = Mode.train(1, 17);
    /** Nobody's result; the same in both precisions. */
    static final double SENTINEL = 666.666f;

    private static final int BEFORE = 7;
    private static final int AFTER = 5;

    private final Backend backend;
    private final PlacedLayer placed;
    private final int size;
    private final int stateSize;
    private final Tensor parameters;
    private final Tensor gradient;
    private final Tensor state;
    private final Layer layer;
    private final Chain chain;
    private double[] stateBefore = {};

    LayerUnderTest(Backend backend, LayerCase of, int maxBatch) {
        this.backend = backend;
        this.placed = moved(of.placed());
        this.size = placed.parameters().stream().mapToInt(Slice::size).sum();
        this.stateSize = placed.state().stream().mapToInt(StateSlice::size).sum();
        this.parameters = backend.tensor(Shape.of(BEFORE + size + AFTER));
        this.gradient = backend.tensor(Shape.of(BEFORE + size + AFTER));
        this.state = backend.tensor(Shape.of(BEFORE + stateSize + AFTER));
        this.layer = backend.layers(new LayerPlan(List.of(placed), parameters, gradient, state, maxBatch, Use.OBSERVATION))
                .get(0);
        this.chain = new Chain(List.of(layer));
        fillGradient(SENTINEL);
    }

    /** The same layer further on in the network. */
    private static PlacedLayer moved(PlacedLayer layer) {
        return new PlacedLayer(
                layer.index() + 3,
                layer.name(),
                layer.spec(),
                layer.input(),
                layer.output(),
                layer.parameters().stream()
                        .map(slice -> new Slice(slice.name(), slice.parameter(), slice.offset() + BEFORE))
                        .toList(),
                layer.state().stream()
                        .map(slice -> new StateSlice(slice.name(), slice.state(), slice.offset() + BEFORE))
                        .toList(),
                layer.branches().stream()
                        .map(branch -> branch.stream().map(LayerUnderTest::moved).toList())
                        .toList());
    }

    Layer layer() {
        return layer;
    }

    /** The layer alone in a chain, which remembers what flows through it. */
    Chain chain() {
        return chain;
    }

    Precision precision() {
        return backend.precision();
    }

    PlacedLayer placed() {
        return placed;
    }

    /** Sets the layer's parameters and its state; whatever lies beside them is not a number. */
    void set(LayerInputs in) {
        parameters.copyFrom(between(in.parameters(), Double.NaN));
        stateBefore = between(in.state(), Double.NaN);
        state.copyFrom(stateBefore);
    }

    private static double[] between(double[] own, double others) {
        double[] flat = new double[BEFORE + own.length + AFTER];
        Arrays.fill(flat, others);
        System.arraycopy(own, 0, flat, BEFORE, own.length);
        return flat;
    }

    double[] parameters() {
        return Arrays.copyOfRange(parameters.toDoubles(), BEFORE, BEFORE + size);
    }

    double[] state() {
        return Arrays.copyOfRange(state.toDoubles(), BEFORE, BEFORE + stateSize);
    }

    void fillGradient(double value) {
        gradient.copyFrom(between(filled(size, value), value));
    }

    private static double[] filled(int length, double value) {
        double[] values = new double[length];
        Arrays.fill(values, value);
        return values;
    }

    /** The layer's own part of the gradient. */
    double[] gradient() {
        return Arrays.copyOfRange(gradient.toDoubles(), BEFORE, BEFORE + size);
    }

    /** What lies beside the layer's own part of the gradient. */
    double[] gradientBeside() {
        return beside(gradient, size);
    }

    /** What lies beside the layer's own part of the state. */
    double[] stateBeside() {
        return beside(state, stateSize);
    }

    private static double[] beside(Tensor vector, int own) {
        double[] flat = vector.toDoubles();
        double[] beside = Arrays.copyOf(flat, BEFORE + AFTER);
        System.arraycopy(flat, BEFORE + own, beside, BEFORE, AFTER);
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
        try (Tensor x = x(in);
                Tensor dy = dy(in)) {
            return run(in, x, dy);
        }
    }

    private LayerOutputs run(LayerInputs in, Tensor x, Tensor dy) {
        set(in);
        double[] y = chain.forward(x, TRAIN).toDoubles();
        double[] dx = chain.dx(dy).toDoubles();
        return new LayerOutputs(y, dx, gradient(), state());
    }

    /** Forwards and backwards in training, with all that flowed through the layer and those inside it. */
    NetworkFlow flow(LayerInputs in) {
        try (Tensor x = x(in);
                Tensor dy = dy(in)) {
            run(in, x, dy);
            return flow(in.batch());
        }
    }

    /** What flowed in the last passes, whose x and dy must still be open. */
    NetworkFlow flow(int batch) {
        return new NetworkFlow(
                batch,
                TRAIN,
                parameters.toDoubles(),
                gradient.toDoubles(),
                stateBefore,
                state.toDoubles(),
                NetworkFlow.copy(chain.observations()));
    }

    @Override
    public void close() {
        layer.close();
        parameters.close();
        gradient.close();
        state.close();
    }
}
