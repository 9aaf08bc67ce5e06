package cnn.check;

import cnn.backend.Backend;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Mode;
import cnn.backend.Use;
import cnn.spec.PlacedLayer;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** One layer on a backend, fed with plain arrays. */
public final class SingleLayer implements AutoCloseable {
    private final Backend backend;
    private final Tensor parameters;
    private final Tensor gradient;
    private final Tensor state;
    private final int parameterCount;
    private final int stateCount;
    private final Layer layer;

    private SingleLayer(Backend backend, PlacedLayer placed, int maxBatch) {
        this.backend = backend;
        this.parameterCount =
                placed.parameters().stream().mapToInt(slice -> slice.size()).sum();
        Shape flat = Shape.of(Math.max(1, parameterCount));
        this.parameters = backend.tensor(flat);
        this.gradient = backend.tensor(flat);
        this.stateCount = placed.state().stream().mapToInt(StateSlice::size).sum();
        this.state = backend.tensor(Shape.of(Math.max(1, stateCount)));
        this.layer = backend.layers(new LayerPlan(List.of(placed), parameters, gradient, state, maxBatch, Use.OBSERVATION))
                .get(0);
    }

    private static SingleLayer on(Backend backend, LayerInputs in) {
        return new SingleLayer(backend, in.placed(), in.batch());
    }

    /** Builds the layer on {@code backend}, runs it once and closes it. */
    public static LayerOutputs run(Backend backend, LayerInputs in) {
        try (SingleLayer layer = on(backend, in)) {
            return layer.run(in);
        }
    }

    /** Forwards and backwards in training. The values are rounded to the backend's precision on their way in. */
    private LayerOutputs run(LayerInputs in) {
        set(in);
        try (Tensor x = x(in);
                Tensor dy = backend.tensor(layer.output().withBatch(in.batch()))) {
            dy.copyFrom(in.dy());
            ForwardPass pass = layer.forward(x, in.address().training());
            double[] y = pass.y().toDoubles();
            double[] dx = pass.backward().dx(dy).toDoubles();
            return new LayerOutputs(
                    y,
                    dx,
                    Arrays.copyOf(gradient.toDoubles(), parameterCount),
                    Arrays.copyOf(state.toDoubles(), stateCount));
        }
    }

    private void set(LayerInputs in) {
        if (parameterCount > 0) {
            parameters.copyFrom(in.parameters());
        }
        if (stateCount > 0) {
            state.copyFrom(in.state());
        }
    }

    private Tensor x(LayerInputs in) {
        Tensor x = backend.tensor(in.input().withBatch(in.batch()));
        x.copyFrom(in.x());
        return x;
    }

    /** Builds the layer on {@code backend}, runs it forwards in training and closes it; {@code in}'s dy is not looked at. */
    public static double[] forward(Backend backend, LayerInputs in) {
        return forward(backend, in, in.address().training());
    }

    /** The same in inference. */
    public static double[] infer(Backend backend, LayerInputs in) {
        return forward(backend, in, Mode.INFER);
    }

    private static double[] forward(Backend backend, LayerInputs in, Mode mode) {
        try (SingleLayer single = on(backend, in);
                Tensor x = single.x(in)) {
            single.set(in);
            return single.layer.forward(x, mode).y().toDoubles();
        }
    }

    @Override
    public void close() {
        layer.close();
        parameters.close();
        gradient.close();
        state.close();
    }
}
