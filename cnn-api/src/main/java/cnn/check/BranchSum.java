package cnn.check;

import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a composite that adds its branches does by itself: y = Σ of the branches' y, dx = Σ of the branches' dx. One rounding
 * for each addition.
 */
final class BranchSum {
    private final LayerFlow whole;
    /** What each branch gave for the composite's x, and what came back for its dy. */
    private final List<double[]> ys = new ArrayList<>();

    private final List<double[]> dxs = new ArrayList<>();
    /** Branches that took another x than the composite's, or got another dy. */
    private final List<String> strangersToX = new ArrayList<>();

    private final List<String> strangersToDy = new ArrayList<>();

    private BranchSum(LayerFlow whole) {
        this.whole = whole;
    }

    static BranchSum of(NetworkFlow flow, LayerFlow composite) {
        BranchSum sum = new BranchSum(composite);
        for (List<PlacedLayer> branch : composite.layer().branches()) {
            if (branch.isEmpty()) {
                sum.ys.add(composite.x());
                sum.dxs.add(composite.dy());
                continue;
            }
            LayerFlow first = flow.find(branch.get(0));
            LayerFlow last = flow.find(branch.get(branch.size() - 1));
            sum.ys.add(last.y());
            sum.dxs.add(first.dx());
            if (!Arrays.equals(first.x(), composite.x())) {
                sum.strangersToX.add(first.layer().name());
            }
            if (!Arrays.equals(last.dy(), composite.dy())) {
                sum.strangersToDy.add(last.layer().name());
            }
        }
        return sum;
    }

    List<TensorCheck> check(ErrorBound error) {
        LayerBounds bounds = bounds(error);
        return List.of(
                check("y", whole.y(), added(ys, false), bounds.y(), error, "x", strangersToX),
                check("dx", whole.dx(), added(dxs, false), bounds.dx(), error, "dy", strangersToDy));
    }

    /** A branch that was given something else makes the sum meaningless: its bound accepts nothing then. */
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
        int additions = ys.size() - 1;
        return new LayerBounds(
                error.sums(additions, added(ys, true), "Σ|y of a branch|"),
                error.sums(additions, added(dxs, true), "Σ|dx of a branch|"),
                List.of(),
                List.of());
    }

    static double[] added(List<double[]> terms, boolean absolute) {
        double[] sum = new double[terms.get(0).length];
        for (double[] term : terms) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += absolute ? Math.abs(term[i]) : term[i];
            }
        }
        return sum;
    }
}
