package cnn.compare.crosscheck.network;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.Backward;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.check.contract.PatchedBackend;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A layer that is right but for what it does with one tensor. */
final class WrongLayer implements Layer {
    private final Layer layer;
    private final Tensor gradient;
    private final String tensor;
    private final Consumer<double[]> fault;

    private WrongLayer(Layer layer, Tensor gradient, String tensor, Consumer<double[]> fault) {
        this.layer = layer;
        this.gradient = gradient;
        this.tensor = tensor;
        this.fault = fault;
    }

    /**
     * The textbook in float64 with one such layer.
     *
     * @param victim its name; of a layer inside a composite {@code block.conv1}
     * @param tensor {@code y}, {@code dx}, or {@code dw} and the like, which {@code fault} changes in place
     */
    static Backend textbook(String kind, String victim, String tensor, Consumer<double[]> fault) {
        BackendOptions exact = BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64).withThreads(1);
        Backend right = Backends.named("textbook", exact);
        return PatchedBackend.of(right, kind, (placed, plan) -> {
            Layer layer = right.layers(plan.withLayers(List.of(placed))).get(0);
            return placed.name().equals(victim) ? new WrongLayer(layer, plan.gradient(), tensor, fault) : layer;
        });
    }

    private void spoil(String what, Tensor values) {
        if (tensor.equals(what)) {
            double[] all = values.toDoubles();
            fault.accept(all);
            values.copyFrom(all);
        }
    }

    private void spoilGradient() {
        covers().get(0).parameters().stream()
                .filter(slice -> tensor.equals("d" + slice.parameter().name()))
                .forEach(slice -> {
                    double[] all = gradient.toDoubles();
                    double[] part = Arrays.copyOfRange(all, slice.offset(), slice.end());
                    fault.accept(part);
                    System.arraycopy(part, 0, all, slice.offset(), part.length);
                    gradient.copyFrom(all);
                });
    }

    @Override
    public List<PlacedLayer> covers() {
        return layer.covers();
    }

    @Override
    public List<Chain> chains() {
        return layer.chains();
    }

    @Override
    public Arithmetic arithmetic() {
        return layer.arithmetic();
    }

    @Override
    public ForwardPass forward(Tensor x, Mode mode) {
        ForwardPass pass = layer.forward(x, mode);
        spoil("y", pass.y());
        return new ForwardPass(pass.y(), new Backward() {
            @Override
            public Tensor dx(Tensor dy) {
                Tensor dx = pass.backward().dx(dy);
                spoil("dx", dx);
                spoilGradient();
                return dx;
            }

            @Override
            public void parametersOnly(Tensor dy) {
                pass.backward().parametersOnly(dy);
                spoilGradient();
            }
        });
    }

    @Override
    public void close() {
        layer.close();
    }
}
