package cnn.check.cases;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.spec.Conv2d;
import cnn.spec.Dense;
import cnn.spec.LayerSpec;
import cnn.spec.MaxPool2d;
import cnn.spec.Padding;
import cnn.spec.Tanh;
import cnn.spec.Window2d;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ShrinkingTest {
    private static LayerCase first(String kind, Predicate<LayerCase> fails) {
        return RandomCases.stream(kind, 17, 2000).filter(fails).findFirst().orElseThrow();
    }

    private static Predicate<LayerCase> conv(Predicate<Conv2d> fails) {
        return on -> on.spec() instanceof Conv2d conv && fails.test(conv);
    }

    @Test
    void theSmallestStrideBeyondTheKernelWithAsymmetricPadding() {
        Predicate<LayerCase> fails = conv(conv ->
                conv.window().strideH() > conv.window().kernelH() && RandomCasesTest.isAsymmetric(conv.window()));
        LayerCase failing = first("conv2d", fails);
        LayerCase smallest = Shrinking.smallest(failing, fails);
        assertThat(smallest.name()).isEqualTo(failing.name());
        assertThat(smallest.input()).isEqualTo(Shape.of(1, 1, 1));
        assertThat(smallest.batch()).isEqualTo(1);
        assertThat(smallest.data()).isEqualTo(LayerCase.Data.NORMAL);
        Conv2d conv = (Conv2d) smallest.spec();
        Padding.Explicit padding = (Padding.Explicit) conv.window().padding();
        assertThat(padding.top() + padding.bottom()).isEqualTo(1);
        assertThat(conv)
                .isEqualTo(new Conv2d(
                        1,
                        Window2d.of(1)
                                .withStride(2, 1)
                                .withPadding(Padding.of(padding.top(), padding.bottom(), 0, 0)),
                        false));
    }

    @Test
    void countsThatMustAgreeShrinkTogether() {
        Predicate<LayerCase> fails = conv(conv -> conv.groups() > 1 && conv.groups() == conv.channels());
        LayerCase smallest = Shrinking.smallest(first("conv2d", fails), fails);
        assertThat(smallest.spec()).isEqualTo(new Conv2d(2, Window2d.of(1), false, 2));
        assertThat(smallest.input()).isEqualTo(Shape.of(2, 1, 1));
    }

    @Test
    void aBlockShrinksToItsCulprit() {
        Predicate<LayerCase> fails = on -> on.placed().withInner().anyMatch(inner -> inner.spec() instanceof Tanh);
        for (String kind : List.of("residual", "concat")) {
            LayerCase smallest = Shrinking.smallest(first(kind, fails), fails);
            assertThat(smallest.spec()).isEqualTo(new Tanh());
            assertThat(smallest.input().size()).isEqualTo(1);
        }
    }

    @Test
    void aBlockStaysABlockWhereItIsTheCulprit() {
        Predicate<LayerCase> fails = on -> on.spec().branches().size() == 2
                && on.spec().branches().get(0).stream().anyMatch(inner -> inner.spec() instanceof MaxPool2d);
        LayerCase smallest = Shrinking.smallest(first("residual", fails), fails);
        assertThat(smallest.spec().branches().get(0)).hasSize(1);
        assertThat(smallest.spec().branches().get(1)).isEmpty();
        assertThat(smallest.input()).isEqualTo(Shape.of(1, 1, 1));
    }

    @Test
    void dataThatMatterStay() {
        Predicate<LayerCase> fails =
                on -> on.data() == LayerCase.Data.TIES && on.spec() instanceof Dense dense && dense.bias();
        LayerCase smallest = Shrinking.smallest(first("dense", fails), fails);
        assertThat(smallest)
                .isEqualTo(new LayerCase(smallest.name(), new Dense(1), Shape.of(1), 1, LayerCase.Data.TIES));
    }

    @Test
    void whatCannotShrinkStays() {
        LayerCase failing = RandomCases.of("conv2d", 1, 1);
        assertThat(Shrinking.smallest(failing, on -> false)).isEqualTo(failing);
    }

    /** Whatever fails: the descent ends where nothing is simpler, and tries valid cases only, none of them twice. */
    @Test
    void everyDescentEnds() {
        for (String kind : RandomCases.kinds()) {
            for (int index = 0; index < 10; index++) {
                List<LayerCase> asked = new ArrayList<>();
                LayerCase smallest = Shrinking.smallest(RandomCases.of(kind, 5, index), on -> {
                    on.placed();
                    return asked.add(on);
                });
                assertThat(asked).doesNotHaveDuplicates().hasSizeLessThan(Shrinking.TRIES);
                assertThat(SimplerCases.of(smallest)).isEmpty();
            }
        }
    }

    @Test
    void theDescentIsBounded() {
        List<LayerSpec> asked = new ArrayList<>();
        Shrinking.smallest(RandomCases.of("concat", 5, 2), on -> !asked.add(on.spec()), 7);
        assertThat(asked).hasSize(7);
    }
}
