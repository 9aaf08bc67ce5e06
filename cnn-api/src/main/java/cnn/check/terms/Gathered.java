package cnn.check.terms;

import cnn.check.LayerInputs;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import java.util.ArrayList;
import java.util.List;

/** Of all contributions those to one element, as terms. */
final class Gathered {
    private final LayerInputs in;
    private final PlacedLayer layer;
    /** What the coefficients are, for people; those that are 1 are not mentioned. */
    private final String coefficientName;

    Gathered(LayerInputs in, PlacedLayer layer, String coefficientName) {
        this.in = in;
        this.layer = layer;
        this.coefficientName = coefficientName;
    }

    List<Term> of(Contributions all, String tensor, int at) {
        List<Term> terms = new ArrayList<>();
        int parameter = tensor.equals("y") || tensor.equals("dx") ? 0 : start(tensor) + at;
        all.forEach((y, x, p, coefficient) -> {
            boolean wanted = tensor.equals("y") ? y == at : tensor.equals("dx") ? x == at : p == parameter;
            if (wanted) {
                terms.add(term(tensor, y, x, p, coefficient));
            }
        });
        return terms;
    }

    /** Where the tensor's parameter begins among the layer's own. */
    private int start(String tensor) {
        return layer.parameter(tensor.substring(1)).offset()
                - layer.parameters().get(0).offset();
    }

    private Term term(String tensor, int y, int x, int p, double coefficient) {
        List<Factor> factors = new ArrayList<>();
        if (p != Contributions.NONE && (tensor.equals("y") || tensor.equals("dx"))) {
            factors.add(parameter(p));
        }
        if (x != Contributions.NONE && !tensor.equals("dx")) {
            factors.add(element("x", x, in.x()));
        }
        if (!tensor.equals("y")) {
            factors.add(element("dy", y, in.dy()));
        }
        if (coefficient != 1) {
            factors.add(Factor.of(coefficientName, coefficient));
        }
        return new Term("", factors);
    }

    private Factor parameter(int p) {
        int first = layer.parameters().get(0).offset();
        for (Slice slice : layer.parameters()) {
            int at = p + first - slice.offset();
            if (at < slice.size()) {
                return new Factor(
                        slice.parameter().name(),
                        TensorElements.index(slice.parameter().shape(), at),
                        in.parameters()[p]);
            }
        }
        throw new IllegalArgumentException(layer.label() + " has no parameter number " + p);
    }

    private Factor element(String tensor, int at, double[] values) {
        return new Factor(
                tensor, TensorElements.index(TensorElements.shape(layer, in.batch(), tensor), at), values[at]);
    }
}
