package cnn.scratch;

import cnn.backend.LayerPlan;
import cnn.backend.Use;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * The arrays that layers write their outputs to. In training each layer has its own, because the backward pass reads them. In
 * inference an output is done with when the layers that read it have run: layers that follow one another take two arrays in
 * turns. Layers inside a composite have others, since its input must outlive them; and while its second branch runs, the
 * first one's result is not to be touched, which makes a third array necessary at each depth of nesting.
 */
final class ActivationArrays {
    /** What a sequence of layers alternates between. */
    record Slots(int even, int odd) {
        static final Slots FIRST_BRANCH = new Slots(0, 1);

        /** For the branch after one of {@code layers} layers that had {@link #FIRST_BRANCH}. */
        static Slots secondBranch(int layers) {
            return layers % 2 == 0 ? new Slots(0, 2) : new Slots(1, 2);
        }

        int of(int layer) {
            return layer % 2 == 0 ? even : odd;
        }
    }

    private final LayerPlan plan;
    private final Layouts layouts;
    /** By depth of nesting: the length that is enough for every output there, and the arrays made so far. */
    private final List<Integer> lengths = new ArrayList<>();

    private final List<float[][]> arrays = new ArrayList<>();

    ActivationArrays(LayerPlan plan, Layouts layouts) {
        this.plan = plan;
        this.layouts = layouts;
        if (plan.use() == Use.INFERENCE) {
            measure(plan.layers(), 0);
        }
    }

    private void measure(List<PlacedLayer> layers, int depth) {
        if (depth == lengths.size()) {
            lengths.add(0);
            arrays.add(new float[3][0]);
        }
        List<Group> groups = Group.of(layers, plan);
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            int length = layouts.written(groups, i).length(plan.maxBatch());
            lengths.set(depth, Math.max(length, lengths.get(depth)));
            group.first().branches().forEach(branch -> measure(branch, depth + 1));
        }
    }

    /** Where a layer writes its output. */
    float[] next(Layout y, int depth, int slot) {
        if (plan.use() != Use.INFERENCE) {
            return y.allocate(plan.maxBatch());
        }
        float[][] level = arrays.get(depth);
        if (level[slot].length == 0) {
            level[slot] = new float[lengths.get(depth)];
        }
        return level[slot];
    }
}
