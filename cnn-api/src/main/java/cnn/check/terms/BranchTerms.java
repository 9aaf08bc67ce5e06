package cnn.check.terms;

import cnn.check.Branches;
import cnn.check.LayerFlow;
import cnn.check.NetworkFlow;
import cnn.spec.Join;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * A composite's own sums: y is the sum of its branches' y at the same place, or, where channels are stacked, one of
 * them; dx is the sum of its branches' dx.
 */
final class BranchTerms {
    private final NetworkFlow flow;
    private final LayerFlow whole;
    private final PlacedLayer layer;

    BranchTerms(NetworkFlow flow, LayerFlow whole) {
        this.flow = flow;
        this.whole = whole;
        this.layer = whole.layer();
    }

    List<Term> of(String tensor, int at) {
        return switch (tensor) {
            case "y" -> layer.spec().join() == Join.SUM ? added(at) : stacked(at);
            case "dx" -> dx(at);
            default -> throw new IllegalArgumentException(
                    layer.label() + ": '" + tensor + "' belongs to a layer inside it");
        };
    }

    private List<Term> added(int at) {
        List<Term> terms = new ArrayList<>();
        for (int b = 0; b < layer.branches().size(); b++) {
            terms.add(yOf(b, at));
        }
        return terms;
    }

    private List<Term> stacked(int at) {
        int size = layer.output().size();
        int place = at % size;
        for (int b = 0; b < layer.branches().size(); b++) {
            int own = sizeOf(layer.branches().get(b));
            if (place < own) {
                return List.of(yOf(b, at / size * own + place));
            }
            place -= own;
        }
        throw new IllegalArgumentException(layer.label() + " has no y number " + at);
    }

    private int sizeOf(List<PlacedLayer> branch) {
        return (branch.isEmpty() ? layer.input() : last(branch).output()).size();
    }

    private static PlacedLayer last(List<PlacedLayer> branch) {
        return branch.get(branch.size() - 1);
    }

    private Term yOf(int b, int at) {
        List<PlacedLayer> branch = layer.branches().get(b);
        if (branch.isEmpty()) {
            return term(b, layer, "x", "x", at, whole.x());
        }
        PlacedLayer last = last(branch);
        return term(b, last, "y", last.name() + ".y", at, flow.find(last).y());
    }

    private List<Term> dx(int at) {
        List<Term> terms = new ArrayList<>();
        Branches branches = new Branches(layer);
        for (int b = 0; b < layer.branches().size(); b++) {
            List<PlacedLayer> branch = layer.branches().get(b);
            if (branch.isEmpty()) {
                terms.add(term(b, layer, "dx", "its dy", at, branches.dy(whole.dy(), b)));
            } else {
                PlacedLayer first = branch.get(0);
                terms.add(term(b, first, "dx", first.name() + ".dx", at, flow.find(first).dx()));
            }
        }
        return terms;
    }

    private Term term(int b, PlacedLayer of, String tensor, String name, int at, double[] values) {
        List<Integer> index = TensorElements.index(TensorElements.shape(of, flow.batch(), tensor), at);
        return Term.of("branch " + (b + 1), new Factor(name, index, values[at]));
    }
}
