package cnn.check;

import cnn.spec.Join;
import cnn.spec.PlacedLayer;
import java.util.List;

/** How a composite's branches make its y, and what each of them is given of dy, on plain arrays of any batch. */
public final class Branches {
    private final Join join;
    /** Elements of one sample that each branch gives, and those of all branches before it. */
    private final int[] sizes;

    private final int[] starts;
    private final int size;

    /** @throws IllegalArgumentException if {@code composite} is none */
    public Branches(PlacedLayer composite) {
        if (!composite.isComposite()) {
            throw new IllegalArgumentException(composite.label() + " has no branches");
        }
        this.join = composite.spec().join();
        this.size = composite.output().size();
        this.sizes = new int[composite.branches().size()];
        this.starts = new int[sizes.length];
        int start = 0;
        for (int b = 0; b < sizes.length; b++) {
            List<PlacedLayer> branch = composite.branches().get(b);
            sizes[b] = (branch.isEmpty() ? composite.input() : branch.get(branch.size() - 1).output()).size();
            starts[b] = start;
            start += sizes[b];
        }
    }

    /** The composite's y. */
    public double[] y(List<double[]> ofBranches) {
        if (join == Join.SUM) {
            return added(ofBranches);
        }
        int batch = ofBranches.get(0).length / sizes[0];
        double[] y = new double[batch * size];
        for (int b = 0; b < sizes.length; b++) {
            for (int n = 0; n < batch; n++) {
                System.arraycopy(ofBranches.get(b), n * sizes[b], y, n * size + starts[b], sizes[b]);
            }
        }
        return y;
    }

    /** What branch number {@code b} is given of the composite's dy. */
    public double[] dy(double[] ofComposite, int b) {
        if (join == Join.SUM) {
            return ofComposite;
        }
        int batch = ofComposite.length / size;
        double[] dy = new double[batch * sizes[b]];
        for (int n = 0; n < batch; n++) {
            System.arraycopy(ofComposite, n * size + starts[b], dy, n * sizes[b], sizes[b]);
        }
        return dy;
    }

    /** The sum, which is the composite's dx if the terms are those of its branches. */
    public static double[] added(List<double[]> terms) {
        double[] sum = new double[terms.get(0).length];
        for (double[] term : terms) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += term[i];
            }
        }
        return sum;
    }
}
