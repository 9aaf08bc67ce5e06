package cnn.check;

import cnn.backend.Backend;
import cnn.backend.Mode;
import cnn.backend.Observation;
import cnn.spec.PlacedLayer;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that flowed through a network in one forward and one backward pass over one batch, and the judgement of each
 * layer by its own inputs. A composite is not judged as a whole: the layers inside it are, one by one, and it itself only for
 * what it does with its branches: to give each of them its x and its part of dy, and to join what comes back.
 *
 * @param batch N
 * @param mode of the forward pass
 * @param parameters the flat parameter vector
 * @param gradient the flat gradient vector after the passes
 * @param stateBefore the flat state vector before them
 * @param stateAfter and after them
 * @param layers in order, the layers inside a composite before it
 */
public record NetworkFlow(
        int batch,
        Mode mode,
        double[] parameters,
        double[] gradient,
        double[] stateBefore,
        double[] stateAfter,
        List<LayerFlow> layers) {
    public NetworkFlow {
        layers = List.copyOf(layers);
    }

    /** Copies what an observed network's layers saw. */
    public static List<LayerFlow> copy(List<Observation> observations) {
        List<LayerFlow> flows = new ArrayList<>();
        for (Observation seen : observations) {
            double[] x = seen.x().toDoubles();
            double[] y = seen.y().toDoubles();
            flows.add(new LayerFlow(
                    seen.layer(), x, y, copy(seen.dy(), y.length), copy(seen.dx(), x.length), seen.arithmetic()));
        }
        return List.copyOf(flows);
    }

    private static double[] copy(Optional<Tensor> tensor, int length) {
        return tensor.map(Tensor::toDoubles).orElseGet(() -> new double[length]);
    }

    /** The layers that are in no composite, in order. */
    public List<LayerFlow> topLevel() {
        Set<String> inside = new HashSet<>();
        for (LayerFlow flow : layers) {
            flow.layer().branches().forEach(branch -> branch.forEach(layer -> inside.add(layer.name())));
        }
        return layers.stream()
                .filter(flow -> !inside.contains(flow.layer().name()))
                .toList();
    }

    /** @throws IllegalArgumentException if there is no layer of that name */
    public LayerFlow find(PlacedLayer layer) {
        return layers.stream()
                .filter(flow -> flow.layer().name().equals(layer.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing flowed through " + layer.label()));
    }

    /**
     * On which side of every kink the network stood: the mask of each ReLU and the winners of each max pool, as one number.
     * Two passes with the same number lie on the same smooth piece.
     */
    public long sides() {
        return Kinks.of(this);
    }

    /** Exactly what went into the layer. */
    public LayerInputs inputs(LayerFlow flow) {
        PlacedLayer layer = flow.layer();
        return new LayerInputs(
                layer.spec(),
                layer.input(),
                batch,
                flow.x(),
                LayerInputs.ownPart(layer, parameters),
                LayerInputs.ownState(layer, stateBefore),
                flow.dy(),
                new LayerInputs.Address(mode.seed(), mode.step(), layer.index()));
    }

    /** What came out of it. */
    public LayerOutputs outputs(LayerFlow flow) {
        PlacedLayer layer = flow.layer();
        return new LayerOutputs(
                flow.y(),
                flow.dx(),
                LayerInputs.ownPart(layer, gradient),
                LayerInputs.ownState(layer, stateAfter));
    }

    /** One check for each tensor that came out of the layer; of a composite {@code y} and {@code dx}. */
    public List<TensorCheck> check(LayerFlow flow, ErrorBound error) {
        ErrorBound own = error.withArithmetic(flow.arithmetic());
        return flow.layer().isComposite()
                ? BranchJoin.of(this, flow).check(own)
                : LayerCheck.of(inputs(flow), outputs(flow), own);
    }

    /**
     * What the reference's layer makes of exactly what this one got; a composite's y and dx are made of what its branches
     * gave here, and it has no gradient and no state of its own.
     */
    public LayerOutputs expected(LayerFlow flow, Backend reference) {
        return flow.layer().isComposite()
                ? BranchJoin.of(this, flow).expected()
                : SingleLayer.run(reference, inputs(flow));
    }

    /** How far each tensor that came out of the layer may lie from the exact value. */
    public LayerBounds bounds(LayerFlow flow, ErrorBound error) {
        ErrorBound own = error.withArithmetic(flow.arithmetic());
        return flow.layer().isComposite() ? BranchJoin.of(this, flow).bounds(own) : own.of(inputs(flow));
    }

    @Override
    public String toString() {
        return "NetworkFlow of %d layers, batch %d, state %s"
                .formatted(layers.size(), batch, Arrays.toString(stateAfter));
    }
}
