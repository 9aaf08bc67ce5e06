package cnn.check.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import cnn.spec.Concat;
import cnn.spec.Conv2d;
import cnn.spec.LayerSpec;
import cnn.spec.Padding;
import cnn.spec.Residual;
import cnn.spec.Window2d;
import cnn.tensor.Precision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomCasesTest {
    private static final int MANY = 60;

    @Test
    void everyKindOfLayerIsDrawn() {
        List<String> drawn = RandomCases.kinds().stream()
                .map(kind -> RandomCases.of(kind, 1, 0).spec().getClass().getSimpleName())
                .toList();
        assertThat(drawn)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(LayerSpec.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
        assertThat(RandomCases.kinds()).extracting(Draws::address).doesNotHaveDuplicates();
    }

    @Test
    void casesAreValidSmallAndTheSameForEver() {
        for (String kind : RandomCases.kinds()) {
            List<LayerCase> cases = RandomCases.stream(kind, 17, MANY).toList();
            assertThat(cases).hasSize(MANY).isEqualTo(RandomCases.stream(kind, 17, MANY).toList());
            for (LayerCase on : cases) {
                assertThat(on.spec().kind()).isEqualTo(kind);
                assertThat(on.batch() * on.spec().multiplyAdds(on.input()))
                        .isLessThanOrEqualTo(RandomCases.MULTIPLY_ADDS);
                assertThat(on.placed().output().size() * on.batch()).isLessThan(RandomCases.ELEMENTS);
            }
        }
    }

    @Test
    void anotherSeedGivesOtherCases() {
        assertThat(RandomCases.stream("conv2d", 1, MANY).map(LayerCase::spec))
                .isNotEqualTo(RandomCases.stream("conv2d", 2, MANY).map(LayerCase::spec).toList());
    }

    @Test
    void convolutionsAreAwkward() {
        List<Conv2d> convs = RandomCases.stream("conv2d", 17, 200)
                .map(on -> (Conv2d) on.spec())
                .toList();
        assertThat(convs).anyMatch(conv -> conv.groups() > 1).anyMatch(conv -> !conv.bias());
        assertThat(convs.stream().map(Conv2d::window))
                .anyMatch(w -> w.strideH() > w.kernelH())
                .anyMatch(w -> w.kernelH() > w.strideH() && w.strideH() > 1)
                .anyMatch(w -> w.dilationW() > 1)
                .anyMatch(w -> w.padding() instanceof Padding.Same)
                .anyMatch(RandomCasesTest::isAsymmetric);
        assertThat(RandomCases.stream("conv2d", 17, 200))
                .anyMatch(on -> on.batch() == 17)
                .anyMatch(on -> on.input().dim(0) > 16)
                .anyMatch(on -> on.data() != LayerCase.Data.NORMAL);
    }

    static boolean isAsymmetric(Window2d window) {
        return window.padding() instanceof Padding.Explicit p && p.top() != p.bottom();
    }

    @Test
    void blocksHaveContents() {
        assertThat(RandomCases.stream("residual", 17, MANY).map(on -> (Residual) on.spec()))
                .anyMatch(block -> block.shortcut().size() > 0)
                .anyMatch(block -> block.body().size() > 3)
                .anyMatch(block -> block.body().stream().anyMatch(inner -> inner.spec() instanceof Concat));
    }

    @Test
    void dataAreFinite() {
        for (String kind : RandomCases.kinds()) {
            RandomCases.stream(kind, 3, 10)
                    .map(on -> Arrays.stream(on.inputs(Precision.FLOAT32).x()))
                    .forEach(x -> assertThat(x).isNotEmpty().allMatch(Double::isFinite));
        }
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> RandomCases.of("conv3d", 1, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("did you mean 'conv2d'?");
    }
}
