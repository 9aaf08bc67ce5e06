package cnn.scratch;

import cnn.backend.LayerPlan;
import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.TransposedConv2d;
import java.util.List;

/** In which layout each group of specs wants its input, and in which it gives its dx. */
final class Layouts {
    private final LayerPlan plan;
    private final ConvAlgorithm algorithm;

    Layouts(LayerPlan plan, ConvAlgorithm algorithm) {
        this.plan = plan;
        this.algorithm = algorithm;
    }

    /** @param firstOfNetwork few channels of a network's input are wanted side by side, without blocks */
    Layout wanted(Group group, boolean firstOfNetwork) {
        if (group.convolution().isPresent()) {
            Geometry2d g = geometry(group, group.convolution().get());
            return winograd(group)
                    ? WinogradInput.layout(g, group.input())
                    : ConvGeometry.xLayout(g, group.input(), firstOfNetwork && !depthwise(group));
        }
        if (group.spec() instanceof TransposedConv2d transposed) {
            return TransposedConvLayer.xLayout(transposed, group.input());
        }
        if (group.first().isComposite()) {
            // All branches read the same x: a halo that is wide enough for each saves a copy.
            Layout wanted = Layout.between(group.input());
            for (List<PlacedLayer> branch : group.first().branches()) {
                wanted = branch.isEmpty() ? wanted : wanted.union(wanted(first(branch), false));
            }
            return wanted;
        }
        return Layout.between(group.input());
    }

    /** In which layout group number {@code i} writes its output: the one that the next wants, if there is a next. */
    Layout written(List<Group> groups, int i) {
        return i + 1 == groups.size()
                ? Layout.between(groups.get(i).output())
                : wanted(groups.get(i + 1), false);
    }

    Layout gradient(Group group) {
        if (winograd(group)) {
            return wanted(group, false);
        }
        // A composite's first branch writes its dx to where the composite's own is wanted.
        return group.first().isComposite() && !group.first().branches().get(0).isEmpty()
                ? gradient(first(group.first().branches().get(0)))
                : Layout.between(group.input());
    }

    private Group first(List<PlacedLayer> branch) {
        return Group.of(branch, plan).get(0);
    }

    /** Whether a convolution goes by Winograd; a depthwise one does not, not even of one channel. */
    boolean winograd(Group group) {
        return group.convolution()
                .filter(conv -> conv.groups() == 1 && group.spec() instanceof Conv2d)
                .filter(conv -> algorithm.winograd(geometry(group, conv), group.input().dim(0), conv.channels()))
                .isPresent();
    }

    private static Geometry2d geometry(Group group, Conv2d conv) {
        return conv.window().on(group.input().dim(1), group.input().dim(2));
    }

    static boolean depthwise(Group group) {
        return group.convolution()
                .filter(conv -> DepthwiseConvLayer.suits(conv, group.input().dim(0)))
                .isPresent();
    }
}
