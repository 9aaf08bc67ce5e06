package cnn.check;

import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Carries bounds of errors through a network, from layer to layer, forwards and then backwards: what came in, carried on to
 * first order, and what each layer's own roundings add. Each branch of a composite carries what the composite got; their
 * errors make the composite's as their values make its values, and the roundings of additions are added.
 */
final class CarriedErrors {
    private final NetworkFlow exact;
    private final Function<PlacedLayer, ErrorBound> own;
    private final boolean training;
    private final Map<String, double[]> errorsOfX = new HashMap<>();
    private int atKinks;

    /**
     * @param exact what flows through the reference's network
     * @param own the bounds of each layer
     * @param training whether the pass is one in training; a way back exists only then
     */
    CarriedErrors(NetworkFlow exact, Function<PlacedLayer, ErrorBound> own, boolean training) {
        this.exact = exact;
        this.own = own;
        this.training = training;
    }

    /** The error of what the last of the layers gives. */
    double[] forward(List<PlacedLayer> layers, double[] errorOfX) {
        double[] error = errorOfX;
        for (PlacedLayer layer : layers) {
            errorsOfX.put(layer.name(), error);
            LayerFlow flow = exact.find(layer);
            if (layer.isComposite()) {
                List<double[]> errors = new ArrayList<>();
                for (List<PlacedLayer> branch : layer.branches()) {
                    errors.add(forward(branch, error));
                }
                double[] rounded = exact.bounds(flow, own.apply(layer)).y().values();
                error = Branches.added(List.of(new Branches(layer).y(errors), rounded));
            } else {
                error = ForwardError.after(exact.inputs(flow), error, own.apply(layer), training);
            }
        }
        return error;
    }

    /**
     * The error of the gradient with respect to what the first of the layers takes, after {@link #forward}.
     *
     * @param gradient is given the errors of the parameters' gradients, where the flat vector has them
     */
    double[] backward(List<PlacedLayer> layers, double[] errorOfDy, double[] gradient) {
        double[] error = errorOfDy;
        for (int i = layers.size() - 1; i >= 0; i--) {
            PlacedLayer layer = layers.get(i);
            LayerFlow flow = exact.find(layer);
            if (layer.isComposite()) {
                List<double[]> errors = new ArrayList<>();
                Branches branches = new Branches(layer);
                for (int b = 0; b < layer.branches().size(); b++) {
                    errors.add(backward(layer.branches().get(b), branches.dy(error, b), gradient));
                }
                errors.add(exact.bounds(flow, own.apply(layer)).dx().values());
                error = Branches.added(errors);
            } else {
                BackwardError.Carried carried = BackwardError.after(
                        exact.inputs(flow), errorsOfX.get(layer.name()), error, own.apply(layer));
                for (Slice slice : layer.parameters()) {
                    int start = slice.offset() - layer.parameters().get(0).offset();
                    System.arraycopy(carried.gradient(), start, gradient, slice.offset(), slice.size());
                }
                error = carried.dx();
                atKinks += carried.atKinks();
            }
        }
        return error;
    }

    /** How many activations lay so near a kink on the way back that an error may tip them over. */
    int atKinks() {
        return atKinks;
    }
}
