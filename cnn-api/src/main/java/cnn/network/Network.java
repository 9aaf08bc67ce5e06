package cnn.network;

import cnn.backend.Backend;
import cnn.backend.Chain;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Mode;
import cnn.backend.Observation;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.backend.Use;
import cnn.error.BadInputException;
import cnn.optim.UpdateSpec;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network on a backend: its layers in order, over one flat parameter vector, one gradient vector of the same length, and one
 * state vector (running statistics).
 * Used by one thread at a time. Shapes are checked here, once, at every pass; layers trust them.
 */
public final class Network implements AutoCloseable {
    private final NetworkSpec spec;
    private final Backend backend;
    private final BuildOptions options;
    private final Tensor parameters;
    private final Tensor gradient;
    private final Tensor state;
    private final Chain layers;
    private final Map<Integer, Tensor> inputs = new HashMap<>();
    private boolean backwardPossible;

    private Network(NetworkSpec spec, Backend backend, BuildOptions options) {
        this.spec = spec;
        this.backend = backend;
        this.options = options;
        int length = Math.max(1, spec.parameterCount());
        this.parameters = backend.tensor(Shape.of(length));
        this.gradient = backend.tensor(Shape.of(length));
        this.state = backend.tensor(Shape.of(Math.max(1, spec.stateCount())));
        if (spec.stateCount() > 0) {
            state.copyFrom(spec.initialState());
        }
        this.layers = new Chain(backend.layers(new LayerPlan(
                spec.placed(), parameters, gradient, state, options.maxBatch(), options.use())));
    }

    /** Lays {@code spec} out on {@code backend}; all parameters are zero, the state is as before the first batch. */
    public static Network build(NetworkSpec spec, Backend backend, BuildOptions options) {
        return new Network(spec, backend, options);
    }

    public NetworkSpec spec() {
        return spec;
    }

    public Backend backend() {
        return backend;
    }

    public BuildOptions options() {
        return options;
    }

    /** The flat parameter vector {@code [P]}; {@link NetworkSpec#slices} says what lies where. */
    public Tensor parameters() {
        return parameters;
    }

    /** The flat gradient vector {@code [P]}, as the last backward pass left it. */
    public Tensor gradient() {
        return gradient;
    }

    /** The flat state vector {@code [S]}, which forward passes in training change; {@link NetworkSpec#stateSlices}. */
    public Tensor state() {
        return state;
    }

    /** An updater of the parameters from the gradient; the caller closes it. */
    public Updater updater(UpdateSpec update) {
        return backend.updater(new UpdatePlan(update, spec.slices(), parameters, gradient));
    }

    /** The runnable layers; fewer than the spec's where the backend fuses. */
    public List<Layer> layers() {
        return layers.layers();
    }

    /**
     * Sets all parameters.
     *
     * @throws BadInputException if the length is wrong or a value is not finite (names the parameter)
     */
    public void setParameters(double[] values) {
        if (values.length != spec.parameterCount()) {
            throw new BadInputException("expected %d parameters, got %d".formatted(spec.parameterCount(), values.length));
        }
        for (Slice slice : spec.slices()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                if (!Double.isFinite(values[i])) {
                    throw new BadInputException("parameter %s [element %d of %s] is %s; parameters must be finite"
                            .formatted(slice.name(), i - slice.offset(), slice.parameter().shape(), values[i]));
                }
            }
        }
        if (values.length > 0) {
            parameters.copyFrom(values);
        }
    }

    /**
     * Sets the whole state.
     *
     * @throws BadInputException if the length is wrong or a value is not finite (names the tensor)
     */
    public void setState(double[] values) {
        if (values.length != spec.stateCount()) {
            throw new BadInputException("expected a state of %d numbers, got %d".formatted(spec.stateCount(), values.length));
        }
        for (StateSlice slice : spec.stateSlices()) {
            for (int i = slice.offset(); i < slice.end(); i++) {
                if (!Double.isFinite(values[i])) {
                    throw new BadInputException("state %s [element %d of %s] is %s; it must be finite"
                            .formatted(slice.name(), i - slice.offset(), slice.state().shape(), values[i]));
                }
            }
        }
        if (values.length > 0) {
            state.copyFrom(values);
        }
    }

    /** An input tensor for batches of {@code n}, the same one every time: fill it and give it to {@link #forward}. */
    public Tensor input(int n) {
        return inputs.computeIfAbsent(n, size -> backend.tensor(spec.input().withBatch(size)));
    }

    /**
     * Runs the layers in order.
     *
     * @param x {@code [N, …]} with N up to the largest batch that the network was built for
     * @return the last layer's output {@code [N, …]}, valid until the next forward pass
     * @throws BadInputException if x has another shape than the network takes
     * @throws IllegalStateException if a network that was built for inference is to train
     */
    public Tensor forward(Tensor x, Mode mode) {
        if (x.shape().rank() < 2
                || !x.shape().withoutBatch().equals(spec.input())
                || x.shape().dim(0) > options.maxBatch()) {
            throw new BadInputException("expected an input %s with a batch of at most %d, got %s"
                    .formatted(spec.input(), options.maxBatch(), x.shape()));
        }
        if (mode.training() && options.use() == Use.INFERENCE) {
            throw new IllegalStateException("this network was built for inference only");
        }
        Tensor y = layers.forward(x, mode);
        backwardPossible = mode.training();
        return y;
    }

    /**
     * Runs the layers backwards and fills the gradient vector. Nothing is computed that no parameter needs.
     *
     * @param dy gradient of the loss with respect to the output of the last {@link #forward}
     * @throws IllegalStateException if no forward pass in training mode went before
     */
    public void backward(Tensor dy) {
        requireForward();
        layers.parametersOnly(dy);
    }

    /** Like {@link #backward}, and gives the gradient with respect to the input too. */
    public Tensor backwardToInput(Tensor dy) {
        requireForward();
        return layers.dx(dy);
    }

    private void requireForward() {
        if (!backwardPossible) {
            throw new IllegalStateException("backward needs a forward pass in training mode before it");
        }
    }

    /**
     * What flowed through every layer in the last passes, in layer order, the layers inside a composite before it; the
     * tensors stay valid until the next pass.
     *
     * @throws IllegalStateException if the network was not built to be observed, or no passes were run yet
     */
    public List<Observation> observations() {
        if (!options.observe()) {
            throw new IllegalStateException("this network was not built to be observed");
        }
        return layers.observations();
    }

    @Override
    public void close() {
        layers.close();
        inputs.values().forEach(Tensor::close);
        parameters.close();
        gradient.close();
        state.close();
    }
}
