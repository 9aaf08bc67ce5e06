package cnn.check.terms;

import cnn.check.LayerFlow;
import cnn.check.LayerInputs;
import cnn.check.NetworkFlow;
import cnn.spec.PlacedLayer;
import cnn.tensor.Shape;
import java.util.Comparator;
import java.util.List;

/**
 * Why one element of a tensor has the value that it has: the terms that add up to it, in float64, by the formulas that
 * docs/layers derives. A convolution's dw[o,c,kh,kw], for example, is a sum of N·OH·OW products x·dy, and here they
 * are, one by one, with the indices of x and dy.
 *
 * <p>Layers that are sums of products (convolutions, dense, pools, dropout, ReLU, …) are written down once, as all the
 * contributions {@code y += coefficient·w·x} there are; y's terms are the contributions to it, dx's and dw's are the
 * same contributions with dy in the place of what they belong to: that is backpropagation. Other activations have one
 * term, {@code dy·f′(x)}. The dx of a normalisation has three parts: direct, by way of the mean and by way of the
 * variance.
 *
 * @param tensor {@code y}, {@code dx}, {@code dw}, {@code db}, {@code dgamma}, …, or one of the layer's state
 * @param index of the element, one number a dimension
 * @param total the terms' sum, added in their order
 * @param terms in the order in which the formula names them
 */
public record SumOfTerms(String tensor, List<Integer> index, double total, List<Term> terms) {
    public SumOfTerms {
        index = List.copyOf(index);
        terms = List.copyOf(terms);
    }

    /**
     * The terms of one element of what a layer computes in training.
     *
     * @param in what goes into the layer; not a composite's
     * @param at number of the element in the row-major array
     * @throws IllegalArgumentException if the layer has no such tensor, the tensor no such element, or the layer is a
     *     composite, whose terms are what its branches gave: {@link #of(NetworkFlow, LayerFlow, String, int)}
     */
    public static SumOfTerms of(LayerInputs in, String tensor, int at) {
        PlacedLayer layer = in.placed();
        List<Integer> index = index(layer, in.batch(), tensor, at);
        return of(tensor, index, in.spec().accept(new TermsOf(in, layer, tensor, at)));
    }

    /**
     * The same for a layer in a network through which something flowed; of a composite the terms are its branches' y,
     * or their dx.
     */
    public static SumOfTerms of(NetworkFlow flow, LayerFlow through, String tensor, int at) {
        if (!through.layer().isComposite()) {
            return of(flow.inputs(through), tensor, at);
        }
        List<Integer> index = index(through.layer(), flow.batch(), tensor, at);
        return of(tensor, index, new BranchTerms(flow, through).of(tensor, at));
    }

    private static SumOfTerms of(String tensor, List<Integer> index, List<Term> terms) {
        double total = 0;
        for (Term term : terms) {
            total += term.value();
        }
        return new SumOfTerms(tensor, index, total, terms);
    }

    private static List<Integer> index(PlacedLayer layer, int batch, String tensor, int at) {
        Shape shape = TensorElements.shape(layer, batch, tensor);
        if (at < 0 || at >= shape.size()) {
            throw new IllegalArgumentException(
                    "%s: %s %s has no element number %d".formatted(layer.label(), tensor, shape, at));
        }
        return TensorElements.index(shape, at);
    }

    /** At most so many terms, those of the largest absolute value first. */
    public List<Term> largest(int atMost) {
        return terms.stream()
                .sorted(Comparator.comparingDouble((Term term) -> -Math.abs(term.value())))
                .limit(atMost)
                .toList();
    }

    /** Σ|terms|, by which the sum's rounding error is bounded: γ_n·Σ|terms|. */
    public double absolute() {
        return terms.stream().mapToDouble(term -> Math.abs(term.value())).sum();
    }

    /** For example {@code dw[0,2,1,1] = 0.37, a sum of 98 terms}. */
    public String text() {
        return "%s%s = %s, a sum of %d %s"
                .formatted(
                        tensor,
                        Factor.indexText(index),
                        Factor.number(total),
                        terms.size(),
                        terms.size() == 1 ? "term" : "terms");
    }
}
