package cnn.check.cases;

import cnn.check.cases.LayerCase.Data;
import cnn.spec.GroupNorm;
import cnn.spec.LayerNorm;
import cnn.spec.LayerSpec;
import cnn.spec.LocalResponseNorm;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Normalisations of each sample by itself: small groups, one number, nothing that varies, means far from zero; more
 * neighbours than channels.
 */
final class NormalisationCases {
    private final List<LayerCase> cases = new ArrayList<>();

    private NormalisationCases() {}

    static List<LayerCase> all() {
        NormalisationCases catalogue = new NormalisationCases();
        catalogue.layerNorm();
        catalogue.groupNorm();
        catalogue.localResponseNorm();
        return List.copyOf(catalogue.cases);
    }

    private void layerNorm() {
        LayerNorm norm = new LayerNorm();
        add("image", norm, Shape.of(3, 5, 4), 2, Data.NORMAL);
        for (int length : new int[] {2, 15, 16, 17, 33}) {
            add("vector of " + length, norm, Shape.of(length), 3, Data.NORMAL);
        }
        add("one sample", norm, Shape.of(4, 3, 3), 1, Data.NORMAL);
        add("one number", norm, Shape.of(1), 2, Data.NORMAL);
        add("17 samples", norm, Shape.of(2, 3, 3), 17, Data.NORMAL);
        add("17 channels", norm, Shape.of(17, 2, 3), 2, Data.NORMAL);
        add("large epsilon", new LayerNorm(2), Shape.of(3, 4, 4), 2, Data.NORMAL);
        common(norm);
    }

    private void groupNorm() {
        add("one group", new GroupNorm(1), Shape.of(3, 5, 4), 2, Data.NORMAL);
        add("each channel by itself", new GroupNorm(3), Shape.of(3, 5, 4), 2, Data.NORMAL);
        add("2 groups of 3", new GroupNorm(2), Shape.of(6, 4, 3), 2, Data.NORMAL);
        add("one sample", new GroupNorm(2), Shape.of(4, 3, 3), 1, Data.NORMAL);
        add("1×1 image", new GroupNorm(2), Shape.of(10, 1, 1), 3, Data.NORMAL);
        add("one number a group", new GroupNorm(3), Shape.of(3, 1, 1), 2, Data.NORMAL);
        add("two numbers a group", new GroupNorm(3), Shape.of(3, 1, 2), 2, Data.NORMAL);
        add("2 groups of 16", new GroupNorm(2), Shape.of(32, 2, 3), 2, Data.NORMAL);
        add("3 groups of 11", new GroupNorm(3), Shape.of(33, 3, 2), 2, Data.NORMAL);
        add("17 groups of 2", new GroupNorm(17), Shape.of(34, 2, 2), 3, Data.NORMAL);
        add("large epsilon", new GroupNorm(2, 2), Shape.of(4, 4, 4), 2, Data.NORMAL);
        common(new GroupNorm(2));
    }

    private void localResponseNorm() {
        // With the paper's α the cross term is too small to be seen by chance.
        LocalResponseNorm strong = new LocalResponseNorm(5, 0.3, 0.75, 1);
        add("the paper's values", new LocalResponseNorm(), Shape.of(7, 3, 4), 2, Data.NORMAL);
        add("5 channels of 9", strong, Shape.of(9, 3, 4), 2, Data.NORMAL);
        add("3 channels, other powers", new LocalResponseNorm(3, 0.5, 1.6, 0.4), Shape.of(6, 3, 2), 2, Data.NORMAL);
        add("each channel by itself", new LocalResponseNorm(1, 0.2, 0.5, 2), Shape.of(4, 3, 3), 2, Data.NORMAL);
        add("more neighbours than channels", new LocalResponseNorm(9, 0.3, 0.75, 1), Shape.of(3, 2, 3), 2, Data.NORMAL);
        add("one channel", strong, Shape.of(1, 4, 3), 1, Data.NORMAL);
        add("no alpha", new LocalResponseNorm(3, 0, 0.75, 2), Shape.of(4, 2, 3), 2, Data.NORMAL);
        for (int channels : new int[] {15, 16, 17, 33}) {
            add(channels + " channels", strong, Shape.of(channels, 2, 3), 2, Data.NORMAL);
        }
        add("1×1 image", strong, Shape.of(17, 1, 1), 3, Data.NORMAL);
        common(strong);
    }

    private void common(LayerSpec norm) {
        add("nothing varies", norm, Shape.of(4, 3, 4), 2, Data.CONSTANT);
        add("mean far from zero", norm, Shape.of(4, 4, 5), 3, Data.OFFSET);
        add("ties", norm, Shape.of(6, 3, 4), 2, Data.TIES);
        add("negative", norm, Shape.of(6, 3, 4), 2, Data.NEGATIVE);
        add("large", norm, Shape.of(6, 3, 4), 2, Data.LARGE);
    }

    private void add(String name, LayerSpec spec, Shape input, int batch, Data data) {
        cases.add(new LayerCase(name, spec, input, batch, data));
    }
}
