package cnn.check.contract;

import cnn.backend.Backend;
import cnn.backend.Backward;
import cnn.backend.Chain;
import cnn.backend.ForwardPass;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Mode;
import cnn.check.Branches;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A composite over layers of any backend: y is joined, dy shared out and dx added on plain arrays. */
final class PatchedComposite implements Layer {
    private final PlacedLayer placed;
    private final Backend backend;
    private final List<Chain> chains;
    private final Branches branches;
    /** By shape: y, dx and the branches' shares of dy, which have to outlive a pass. */
    private final Map<String, Tensor> tensors = new HashMap<>();

    private boolean backwardPossible;

    PatchedComposite(PlacedLayer placed, LayerPlan plan, Backend backend) {
        this.placed = placed;
        this.backend = backend;
        this.chains = placed.branches().stream()
                .map(branch -> new Chain(branch.isEmpty() ? List.of() : backend.layers(plan.withLayers(branch))))
                .toList();
        this.branches = new Branches(placed);
    }

    @Override
    public List<PlacedLayer> covers() {
        return List.of(placed);
    }

    @Override
    public List<Chain> chains() {
        return chains;
    }

    @Override
    public ForwardPass forward(Tensor x, Mode mode) {
        int n = x.shape().dim(0);
        List<double[]> given = new ArrayList<>();
        for (Chain chain : chains) {
            given.add(chain.forward(x, mode).toDoubles());
        }
        backwardPossible = mode.training();
        return new ForwardPass(tensor("y", placed.output(), n, branches.y(given)), new Pass(n));
    }

    private Tensor tensor(String name, Shape sample, int n, double[] values) {
        Tensor tensor =
                tensors.computeIfAbsent(name + " " + n, key -> backend.tensor(sample.withBatch(n)));
        tensor.copyFrom(values);
        return tensor;
    }

    /** The way back from the last forward pass. */
    private final class Pass implements Backward {
        private final int n;

        Pass(int n) {
            this.n = n;
        }

        @Override
        public Tensor dx(Tensor dy) {
            requireForward();
            List<double[]> back = new ArrayList<>();
            for (int b = 0; b < chains.size(); b++) {
                back.add(chains.get(b).dx(share(dy, b)).toDoubles());
            }
            return tensor("dx", placed.input(), n, Branches.added(back));
        }

        @Override
        public void parametersOnly(Tensor dy) {
            requireForward();
            for (int b = 0; b < chains.size(); b++) {
                chains.get(b).parametersOnly(share(dy, b));
            }
        }

        private Tensor share(Tensor dy, int b) {
            List<PlacedLayer> branch = placed.branches().get(b);
            Shape output = branch.isEmpty() ? placed.input() : branch.get(branch.size() - 1).output();
            return tensor("dy of branch " + b, output, n, branches.dy(dy.toDoubles(), b));
        }

        private void requireForward() {
            if (!backwardPossible) {
                throw new IllegalStateException(
                        placed.label() + ": backward needs a forward pass in training mode before it");
            }
        }
    }

    @Override
    public void close() {
        chains.forEach(Chain::close);
        tensors.values().forEach(Tensor::close);
    }
}
