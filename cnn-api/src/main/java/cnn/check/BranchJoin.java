package cnn.check;

import cnn.spec.Join;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a composite does by itself: it makes y of its branches' y, gives each of them its dy, and adds their dx. Where y is a
 * sum ({@link Join#SUM}), one rounding for each addition, and every branch is given the whole dy; where y is a stack of
 * channels ({@link Join#CHANNELS}), y is copied, and each branch is given its channels of dy. dx is a sum in both.
 */
final class BranchJoin {
    private final LayerFlow whole;
    private final Branches branches;
    /** What each branch gave for the composite's x, and what came back for its dy. */
    private final List<double[]> ys = new ArrayList<>();

    private final List<double[]> dxs = new ArrayList<>();
    /** Branches that took another x than the composite's, or got another dy than theirs. */
    private final List<String> strangersToX = new ArrayList<>();

    private final List<String> strangersToDy = new ArrayList<>();

    private BranchJoin(LayerFlow whole) {
        this.whole = whole;
        this.branches = new Branches(whole.layer());
    }

    static BranchJoin of(NetworkFlow flow, LayerFlow composite) {
        BranchJoin join = new BranchJoin(composite);
        List<List<PlacedLayer>> branches = composite.layer().branches();
        for (int b = 0; b < branches.size(); b++) {
            List<PlacedLayer> branch = branches.get(b);
            double[] dy = join.branches.dy(composite.dy(), b);
            if (branch.isEmpty()) {
                join.ys.add(composite.x());
                join.dxs.add(dy);
                continue;
            }
            LayerFlow first = flow.find(branch.get(0));
            LayerFlow last = flow.find(branch.get(branch.size() - 1));
            join.ys.add(last.y());
            join.dxs.add(first.dx());
            if (!Arrays.equals(first.x(), composite.x())) {
                join.strangersToX.add(first.layer().name());
            }
            if (!Arrays.equals(last.dy(), dy)) {
                join.strangersToDy.add(last.layer().name());
            }
        }
        return join;
    }

    LayerOutputs expected() {
        return new LayerOutputs(branches.y(ys), Branches.added(dxs), new double[0], new double[0]);
    }

    List<TensorCheck> check(ErrorBound error) {
        LayerBounds bounds = bounds(error);
        return List.of(
                check("y", whole.y(), branches.y(ys), bounds.y(), error, "x", strangersToX),
                check("dx", whole.dx(), Branches.added(dxs), bounds.dx(), error, "dy", strangersToDy));
    }

    /** A branch that was given something else makes the rest meaningless: its bound accepts nothing then. */
    private TensorCheck check(
            String tensor,
            double[] own,
            double[] expected,
            Bound bound,
            ErrorBound error,
            String given,
            List<String> strangers) {
        Bound judged = bound;
        if (!strangers.isEmpty()) {
            double[] none = new double[own.length];
            Arrays.fill(none, Double.NaN);
            judged = new Bound(none, "none: %s %s is not that of %s".formatted(strangers, given, whole.layer().label()));
        }
        Difference difference = Difference.of(own, expected, error.precision());
        return TensorCheck.of(tensor, own, expected, judged, difference);
    }

    LayerBounds bounds(ErrorBound error) {
        Bound y = whole.layer().spec().join() == Join.SUM
                ? sum(error, ys, "Σ|y of a branch|")
                : new Bound(new double[whole.y().length], "exact");
        return new LayerBounds(y, sum(error, dxs, "Σ|dx of a branch|"), List.of());
    }

    private static Bound sum(ErrorBound error, List<double[]> terms, String what) {
        List<double[]> absolute = terms.stream().map(LayerBoundsOf::absolute).toList();
        return error.sums(terms.size() - 1, Branches.added(absolute), what);
    }
}
