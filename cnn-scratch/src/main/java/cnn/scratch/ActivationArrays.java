package cnn.scratch;

import cnn.backend.LayerPlan;
import cnn.backend.Use;
import cnn.spec.Join;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * The arrays that layers write their outputs to. In training each layer has its own, because the backward pass reads
 * them. In inference an output is done with when the layers that read it have run: layers that follow one another take
 * two arrays in turns. Layers inside a composite have others, since its input must outlive them; and while its second
 * branch runs, the first one's result is not to be touched, which makes a third array necessary at each depth of
 * nesting.
 */
final class ActivationArrays {
    /** What a sequence of layers alternates between. */
    record Slots(int even, int odd) {
        static final Slots FIRST = new Slots(0, 1);

        /** For the layers of one branch of a composite, all of which are of the next depth. */
        static Slots ofBranch(int branch, PlacedLayer composite, LayerPlan plan) {
            // Where branches are stacked, a branch's result is copied before the next one runs.
            if (branch == 0 || composite.spec().join() == Join.CHANNELS) {
                return FIRST;
            }
            int before = Group.of(composite.branches().get(0), plan).size();
            return before % 2 == 0 ? new Slots(0, 2) : new Slots(1, 2);
        }

        int of(int layer) {
            return layer % 2 == 0 ? even : odd;
        }
    }

    private final LayerPlan plan;
    private final Layouts layouts;
    /** By depth of nesting and slot: the length that is enough for every output there. */
    private final List<int[]> lengths = new ArrayList<>();

    /** The arrays made so far, likewise. */
    private final List<float[][]> arrays = new ArrayList<>();

    ActivationArrays(LayerPlan plan, Layouts layouts) {
        this.plan = plan;
        this.layouts = layouts;
        if (plan.use() == Use.INFERENCE) {
            measure(plan.layers(), Slots.FIRST, 0);
        }
    }

    private void measure(List<PlacedLayer> layers, Slots slots, int depth) {
        if (depth == lengths.size()) {
            lengths.add(new int[3]);
            arrays.add(new float[3][0]);
        }
        List<Group> groups = Group.of(layers, plan);
        for (int i = 0; i < groups.size(); i++) {
            PlacedLayer first = groups.get(i).first();
            int slot = slots.of(i);
            int length = layouts.written(groups, i).length(plan.maxBatch());
            lengths.get(depth)[slot] = Math.max(length, lengths.get(depth)[slot]);
            for (int b = 0; b < first.branches().size(); b++) {
                measure(first.branches().get(b), Slots.ofBranch(b, first, plan), depth + 1);
            }
        }
    }

    /** Where a layer writes its output. */
    float[] next(Layout y, int depth, int slot) {
        if (plan.use() != Use.INFERENCE) {
            return y.allocate(plan.maxBatch());
        }
        float[][] level = arrays.get(depth);
        if (level[slot].length == 0) {
            level[slot] = new float[lengths.get(depth)[slot]];
        }
        return level[slot];
    }
}
