package cnn.backend;

import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Layers that run one after the other: a network's, or those of one branch inside a composite layer. It remembers what
 * flowed between them in the last passes. A chain of no layers is the identity. Used by one thread at a time.
 *
 * <p>Whoever runs several chains of one network by turns must mind that, unless the network is observed, a dx is valid only
 * until the next backward pass of any layer of the network ({@link Backward#dx}).
 */
public final class Chain implements AutoCloseable {
    private final List<Layer> layers;
    private final Tensor[] x;
    private final ForwardPass[] passes;
    private final Tensor[] dy;
    private final Tensor[] dx;
    private final int firstTrained;

    public Chain(List<? extends Layer> layers) {
        this.layers = List.copyOf(layers);
        this.x = new Tensor[layers.size()];
        this.passes = new ForwardPass[layers.size()];
        this.dy = new Tensor[layers.size()];
        this.dx = new Tensor[layers.size()];
        this.firstTrained = firstTrained(this.layers);
    }

    private static int firstTrained(List<Layer> layers) {
        for (int i = 0; i < layers.size(); i++) {
            for (PlacedLayer covered : layers.get(i).covers()) {
                if (!covered.parameters().isEmpty()) {
                    return i;
                }
            }
        }
        return layers.size();
    }

    public List<Layer> layers() {
        return layers;
    }

    /** Runs the layers in order; gives the last one's output, or {@code input} itself if there are no layers. */
    public Tensor forward(Tensor input, Mode mode) {
        Tensor current = input;
        for (int i = 0; i < passes.length; i++) {
            x[i] = current;
            passes[i] = layers.get(i).forward(current, mode);
            current = passes[i].y();
        }
        return current;
    }

    /** Runs the layers backwards after {@link #forward}; gives the gradient with respect to the chain's input. */
    public Tensor dx(Tensor outputGradient) {
        Tensor current = outputGradient;
        for (int i = passes.length - 1; i >= 0; i--) {
            dy[i] = current;
            current = passes[i].backward().dx(current);
            dx[i] = current;
        }
        return current;
    }

    /** Like {@link #dx}, only as far as there are parameters; computes nothing that no parameter needs. */
    public void parametersOnly(Tensor outputGradient) {
        Tensor current = outputGradient;
        for (int i = passes.length - 1; i >= firstTrained; i--) {
            dy[i] = current;
            if (i == firstTrained) {
                passes[i].backward().parametersOnly(current);
            } else {
                current = passes[i].backward().dx(current);
                dx[i] = current;
            }
        }
    }

    /**
     * What flowed through every layer in the last passes, in order, the layers inside a composite before it. The tensors are
     * valid only in an observed network, until its next pass.
     *
     * @throws IllegalStateException if there was no forward pass yet
     */
    public List<Observation> observations() {
        List<Observation> seen = new ArrayList<>();
        for (int i = 0; i < passes.length; i++) {
            if (passes[i] == null) {
                throw new IllegalStateException("no forward pass yet");
            }
            Layer layer = layers.get(i);
            layer.chains().forEach(inner -> seen.addAll(inner.observations()));
            seen.add(new Observation(
                    layer.covers().get(0),
                    x[i],
                    passes[i].y(),
                    Optional.ofNullable(dy[i]),
                    Optional.ofNullable(dx[i]),
                    layer.arithmetic()));
        }
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
    }
}
