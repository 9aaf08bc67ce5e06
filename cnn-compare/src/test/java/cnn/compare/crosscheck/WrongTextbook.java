package cnn.compare.crosscheck;

import cnn.backend.Arithmetic;
import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.Backward;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Mode;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The textbook in float64, but for what one of its layers does with one tensor. */
final class WrongTextbook implements Backend {
    private final Backend right =
            Backends.named("textbook", BackendOptions.DEFAULT.withPrecision(Precision.FLOAT64).withThreads(1));
    private final String victim;
    private final String tensor;
    private final Consumer<double[]> fault;

    /** @param tensor {@code y}, {@code dx}, or {@code dw} and the like, which {@code fault} changes in place */
    WrongTextbook(String victim, String tensor, Consumer<double[]> fault) {
        this.victim = victim;
        this.tensor = tensor;
        this.fault = fault;
    }

    @Override
    public List<Layer> layers(LayerPlan plan) {
        return right.layers(plan).stream()
                .map(layer -> layer.covers().get(0).name().equals(victim) ? new Wrong(layer, plan.gradient()) : layer)
                .toList();
    }

    private final class Wrong implements Layer {
        private final Layer layer;
        private final Tensor gradient;

        Wrong(Layer layer, Tensor gradient) {
            this.layer = layer;
            this.gradient = gradient;
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

    @Override
    public String name() {
        return "wrong";
    }

    @Override
    public Precision precision() {
        return right.precision();
    }

    @Override
    public String describe() {
        return victim + "'s " + tensor + " is wrong on purpose";
    }

    @Override
    public Tensor tensor(Shape shape) {
        return right.tensor(shape);
    }

    @Override
    public Updater updater(UpdatePlan plan) {
        return right.updater(plan);
    }

    @Override
    public void close() {
        right.close();
    }
}
