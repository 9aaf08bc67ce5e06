package cnn.scratch;

import cnn.backend.LayerPlan;
import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import cnn.spec.Residual;
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
        if (group.spec() instanceof Conv2d conv) {
            Geometry2d g = conv.window().on(group.input().dim(1), group.input().dim(2));
            return winograd(group)
                    ? WinogradInput.layout(g, group.input())
                    : ConvGeometry.xLayout(g, group.input(), firstOfNetwork && !depthwise(group));
        }
        if (group.spec() instanceof Residual) {
            // Both branches read the same x: a halo that is wide enough for either saves a copy.
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
        if (group.spec() instanceof Conv2d && winograd(group)) {
            return wanted(group, false);
        }
        return group.spec() instanceof Residual
                ? gradient(first(group.first().branches().get(0)))
                : Layout.between(group.input());
    }

    private Group first(List<PlacedLayer> branch) {
        return Group.of(branch, plan).get(0);
    }

    /** Whether a convolution goes by Winograd. */
    boolean winograd(Group group) {
        Conv2d conv = (Conv2d) group.spec();
        Geometry2d g = conv.window().on(group.input().dim(1), group.input().dim(2));
        return conv.groups() == 1 && algorithm.winograd(g, group.input().dim(0), conv.channels());
    }

    static boolean depthwise(Group group) {
        return DepthwiseConvLayer.suits((Conv2d) group.spec(), group.input().dim(0));
    }
}
