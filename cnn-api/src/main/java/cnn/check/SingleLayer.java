package cnn.check;

import cnn.backend.Backend;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Mode;
import cnn.spec.LayerSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** One layer on a backend, fed with plain arrays. */
public final class SingleLayer implements AutoCloseable {
    private static final Mode TRAIN = Mode.train(0, 0);

    private final Backend backend;
    private final Tensor parameters;
    private final Tensor gradient;
    private final Tensor state;
    private final int parameterCount;
    private final Layer layer;

    private SingleLayer(Backend backend, PlacedLayer placed, int maxBatch) {
        this.backend = backend;
        this.parameterCount =
                placed.parameters().stream().mapToInt(slice -> slice.size()).sum();
        Shape flat = Shape.of(Math.max(1, parameterCount));
        this.parameters = backend.tensor(flat);
        this.gradient = backend.tensor(flat);
        int stateCount = placed.state().stream().mapToInt(StateSlice::size).sum();
        this.state = backend.tensor(Shape.of(Math.max(1, stateCount)));
        this.layer = backend.layers(new LayerPlan(List.of(placed), parameters, gradient, state, maxBatch, true))
                .get(0);
    }

    /** @param input shape of one sample */
    public static SingleLayer on(Backend backend, LayerSpec spec, Shape input, int maxBatch) {
        return new SingleLayer(backend, LayerInputs.placed(spec, input), maxBatch);
    }

    /** Builds the layer on {@code backend}, runs it once and closes it. */
    public static LayerOutputs run(Backend backend, LayerInputs in) {
        try (SingleLayer layer = on(backend, in.spec(), in.input(), in.batch())) {
            return layer.run(in);
        }
    }

    /** Forwards and backwards in training. The values are rounded to the backend's precision on their way in. */
    public LayerOutputs run(LayerInputs in) {
        if (parameterCount > 0) {
            parameters.copyFrom(in.parameters());
        }
        try (Tensor x = backend.tensor(in.input().withBatch(in.batch()));
                Tensor dy = backend.tensor(layer.output().withBatch(in.batch()))) {
            x.copyFrom(in.x());
            dy.copyFrom(in.dy());
            ForwardPass pass = layer.forward(x, TRAIN);
            double[] y = pass.y().toDoubles();
            double[] dx = pass.backward().dx(dy).toDoubles();
            return new LayerOutputs(y, dx, Arrays.copyOf(gradient.toDoubles(), parameterCount));
        }
    }

    /** Builds the layer on {@code backend}, runs it forwards only and closes it; {@code in}'s dy is not looked at. */
    public static double[] forward(Backend backend, LayerInputs in) {
        try (SingleLayer single = on(backend, in.spec(), in.input(), in.batch());
                Tensor x = backend.tensor(in.input().withBatch(in.batch()))) {
            if (single.parameterCount > 0) {
                single.parameters.copyFrom(in.parameters());
            }
            x.copyFrom(in.x());
            return single.layer.forward(x, Mode.INFER).y().toDoubles();
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
