package cnn.scratch.check;

import cnn.backend.Backend;
import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;

/** What somebody who writes a layer of their own needs around its formulas; tensors are made anew for each pass. */
abstract class OwnLayer implements Layer {
    final PlacedLayer placed;
    private final Backend backend;

    OwnLayer(PlacedLayer placed, Backend backend) {
        this.placed = placed;
        this.backend = backend;
    }

    abstract double[] y(double[] x);

    /** Gives dx; fills the parameters' gradients on the way. */
    abstract double[] dx(double[] x, double[] dy);

    @Override
    public List<PlacedLayer> covers() {
        return List.of(placed);
    }

    @Override
    public ForwardPass forward(Tensor x, Mode mode) {
        int n = x.shape().dim(0);
        Tensor y = tensor(placed.output(), n, y(x.toDoubles()));
        Backward backward = dy -> {
            if (!mode.training()) {
                throw new IllegalStateException("no way back from inference");
            }
            return tensor(placed.input(), n, dx(x.toDoubles(), dy.toDoubles()));
        };
        return new ForwardPass(y, backward);
    }

    private Tensor tensor(Shape sample, int n, double[] values) {
        Tensor tensor = backend.tensor(sample.withBatch(n));
        tensor.copyFrom(values);
        return tensor;
    }
}
