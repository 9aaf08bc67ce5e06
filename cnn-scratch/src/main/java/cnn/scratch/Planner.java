package cnn.scratch;

import cnn.backend.Chain;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.Use;
import cnn.scratch.ActivationArrays.Slots;
import cnn.scratch.kernel.Kernels;
import cnn.spec.Join;
import cnn.spec.PlacedLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a network's specs into layers: which adjacent specs run as one, in which layout they pass images on, and which
 * memory they share.
 */
final class Planner {
    private final LayerPlan plan;
    private final Machine machine;
    private final Layouts layouts;
    private final ActivationArrays activations;
    private final GradientArrays gradients;

    Planner(LayerPlan plan, Machine machine, ConvAlgorithm algorithm) {
        this.plan = plan;
        this.machine = machine;
        this.layouts = new Layouts(plan, algorithm);
        this.activations = new ActivationArrays(plan, layouts);
        this.gradients = new GradientArrays();
        gradients.size(plan.layers(), 0);
    }

    List<? extends Layer> layers() {
        List<Group> groups = Group.of(plan.layers(), plan);
        if (groups.isEmpty()) {
            return List.of();
        }
        Group first = groups.get(0);
        Layout end = Layout.between(groups.get(groups.size() - 1).output());
        return layers(
                groups,
                new Ends(layouts.wanted(first, true), end, gradients.next(first, 0, 0), Slots.FIRST, 0));
    }

    /**
     * What surrounds layers that run one after the other.
     *
     * @param x layout in which the first reads
     * @param dy layout in which the last gets its gradient
     * @param dx where the first writes its own
     * @param slots which arrays they write to
     * @param depth how many composites are around them
     */
    private record Ends(Layout x, Layout dy, float[] dx, Slots slots, int depth) {}

    private List<ScratchLayer> layers(List<Group> groups, Ends ends) {
        List<ScratchLayer> layers = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            boolean last = i + 1 == groups.size();
            Layout y = layouts.written(groups, i);
            LayerBuild build = new LayerBuild(
                    group,
                    i == 0 ? ends.x : layouts.wanted(group, false),
                    y,
                    last ? ends.dy : layouts.gradient(groups.get(i + 1)),
                    layouts.gradient(group),
                    ScratchTensor.of(plan.parameters()).values(),
                    ScratchTensor.of(plan.gradient()).values(),
                    ScratchTensor.of(plan.state()).values(),
                    activations.next(y, ends.depth, ends.slots.of(i)),
                    i == 0 ? ends.dx : gradients.next(group, ends.depth, i),
                    plan.maxBatch(),
                    machine,
                    new LayerMemory(plan.use() != Use.INFERENCE));
            LayerMaker maker = new LayerMaker(build, layouts, branch -> chain(branch, build, ends.depth + 1));
            layers.add(group.spec().accept(maker));
        }
        return List.copyOf(layers);
    }

    /** The layers of one branch of a composite. Only the first branch may write to the composite's own dx. */
    private Chain chain(int branch, LayerBuild composite, int depth) {
        List<Group> groups = Group.of(composite.first().branches().get(branch), plan);
        if (groups.isEmpty()) {
            return new Chain(List.of());
        }
        boolean own = branch == 0 && !plan.observe();
        float[] dx = own ? composite.dx() : gradients.next(groups.get(0), depth, 0);
        Slots slots = Slots.ofBranch(branch, composite.first(), plan);
        // Where branches are stacked, each is given a copy of its own part of dy.
        Layout dy = composite.first().spec().join() == Join.SUM
                ? composite.dy()
                : Layout.between(groups.get(groups.size() - 1).output());
        return new Chain(layers(groups, new Ends(composite.x(), dy, dx, slots, depth)));
    }

    /**
     * The arrays for gradients between layers. A layer reads dy in one and writes dx into the other, the layer before it the
     * other way round; so two are enough for each depth of nesting. In an observed network every layer has its own, in one
     * for inference none has any.
     */
    private final class GradientArrays {
        private final List<float[][]> pairs = new ArrayList<>();

        /** Makes room for the gradients of layers at some depth and below. */
        void size(List<PlacedLayer> layers, int depth) {
            if (plan.use() != Use.TRAINING || layers.isEmpty()) {
                return;
            }
            if (depth == pairs.size()) {
                pairs.add(new float[2][0]);
            }
            for (Group group : Group.of(layers, plan)) {
                int size = layouts.gradient(group).length(plan.maxBatch());
                if (size > pairs.get(depth)[0].length) {
                    pairs.set(depth, new float[2][size]);
                }
                group.first().branches().forEach(branch -> size(branch, depth + 1));
            }
        }

        /** Where layer number {@code i} of a sequence writes its dx. */
        float[] next(Group group, int depth, int i) {
            if (plan.use() == Use.INFERENCE) {
                return new float[0];
            }
            return plan.observe()
                    ? layouts.gradient(group).allocate(plan.maxBatch())
                    : pairs.get(depth)[i % 2];
        }
    }
}
