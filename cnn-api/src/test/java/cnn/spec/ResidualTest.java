package cnn.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cnn.error.BadInputException;
import cnn.init.Initializer;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResidualTest {
    private static final Window2d SAME = Window2d.of(3).withPadding(Padding.SAME);
    private static final NetworkSpec NETWORK = NetworkSpec.builder(Shape.of(3, 8, 8))
            .add(new Conv2d(4, SAME, false))
            .add(
                    "block1",
                    Residual.of(
                            List.of(
                                    new Conv2d(6, SAME.withStride(2), false),
                                    new BatchNorm2d(),
                                    Residual.of(List.of(new Relu(), new Conv2d(6, SAME).withGroups(2))),
                                    new BatchNorm2d()),
                            List.of(new Conv2d(6, Window2d.of(1).withStride(2), false))))
            .add(new BatchNorm2d())
            .add(new GlobalAvgPool2d())
            .add(new Dense(2))
            .build();

    @Test
    void slicesOfTheLayersInsideLieWhereTheBlocksOwnLie() {
        PlacedLayer block = NETWORK.placed().get(1);
        assertThat(block.parameters())
                .extracting(Slice::name)
                .containsExactly(
                        "block1.conv1.w",
                        "block1.batchnorm1.gamma",
                        "block1.batchnorm1.beta",
                        "block1.residual1.conv1.w",
                        "block1.residual1.conv1.b",
                        "block1.batchnorm2.gamma",
                        "block1.batchnorm2.beta",
                        "block1.shortcut-conv1.w");
        List<PlacedLayer> leaves =
                block.withInner().filter(layer -> !layer.isComposite()).toList();
        assertThat(leaves.stream().flatMap(layer -> layer.parameters().stream()))
                .extracting(Slice::name, Slice::offset)
                .containsExactlyElementsOf(block.parameters().stream()
                        .map(slice -> tuple(slice.name(), slice.offset()))
                        .toList());
        assertThat(block.parameter("conv1.w").offset()).isEqualTo(4 * 27);
        assertThat(block.output()).isEqualTo(Shape.of(6, 4, 4));
    }

    @Test
    void stateHasAVectorOfItsOwn() {
        assertThat(NETWORK.stateSlices())
                .extracting(StateSlice::name, StateSlice::offset)
                .containsExactly(
                        tuple("block1.batchnorm1.mean", 0),
                        tuple("block1.batchnorm1.var", 6),
                        tuple("block1.batchnorm2.mean", 12),
                        tuple("block1.batchnorm2.var", 18),
                        tuple("batchnorm1.mean", 24),
                        tuple("batchnorm1.var", 30));
        assertThat(NETWORK.stateCount()).isEqualTo(36);
        assertThat(NETWORK.initialState()).startsWith(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0);
    }

    @Test
    void everyLayerHasAnAddressOfItsOwn() {
        Set<Integer> indices = new HashSet<>();
        assertThat(NETWORK.everyLayer()).allMatch(layer -> indices.add(layer.index()));
        assertThat(NETWORK.everyLayer())
                .extracting(PlacedLayer::name)
                .endsWith("block1.batchnorm2", "block1.shortcut-conv1", "block1", "batchnorm1", "globalavgpool1", "dense1");
    }

    @Test
    void initialValuesFollowTheRoles() {
        double[] values = Initializer.HE_NORMAL.parameters(NETWORK, 3);
        for (Slice slice : NETWORK.slices()) {
            double[] own = Arrays.copyOfRange(values, slice.offset(), slice.end());
            switch (slice.parameter().role()) {
                case WEIGHT -> assertThat(own).doesNotContain(0);
                case SCALE -> assertThat(own).containsOnly(1);
                default -> assertThat(own).containsOnly(0);
            }
        }
        // Two convolutions of the same size inside a block draw different numbers.
        NetworkSpec twice = NetworkSpec.builder(Shape.of(4, 3, 3))
                .add("b", Residual.of(List.of(new Conv2d(4, SAME, false), new Conv2d(4, SAME, false))))
                .build();
        double[] both = Initializer.HE_NORMAL.parameters(twice, 3);
        assertThat(both[0]).isNotEqualTo(both[twice.slices().get(1).offset()]);
    }

    @Test
    void groupsDivideTheWork() {
        Conv2d grouped = new Conv2d(6, SAME).withGroups(3);
        Shape input = Shape.of(9, 5, 4);
        assertThat(grouped.parameters(input).get(0).shape()).isEqualTo(Shape.of(6, 3, 3, 3));
        assertThat(grouped.multiplyAdds(input)).isEqualTo(new Conv2d(6, SAME).multiplyAdds(input) / 3);
        assertThatThrownBy(() -> new Conv2d(6, SAME).withGroups(4)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> grouped.output(Shape.of(8, 5, 4)))
                .hasMessage("groups must divide the 8 input channels, got 3 groups");
    }

    @Test
    void branchesMustAgree() {
        assertThatThrownBy(() -> NetworkSpec.builder(Shape.of(3, 8, 8))
                        .add("b", Residual.of(List.of(new Conv2d(4, SAME))))
                        .build())
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("residual 'b' on input [3, 8, 8]: the body gives [4, 8, 8], but x itself is [3, 8, 8]");
        assertThatThrownBy(() -> NetworkSpec.builder(Shape.of(3, 8, 8))
                        .add("b", Residual.of(List.of(new Relu(), new Dense(4))))
                        .build())
                .hasMessageStartingWith("residual 'b' on input [3, 8, 8]: dense 'dense1' on input [3, 8, 8]: expected a vector");
        assertThatThrownBy(() -> Residual.of(List.of())).isInstanceOf(BadInputException.class);
    }

    @Test
    void theSummaryIndentsTheLayersInside() {
        String summary = NetworkSummary.of(NETWORK);
        assertThat(summary.lines())
                .anyMatch(line -> line.startsWith("block1 "))
                .anyMatch(line -> line.startsWith("  conv1 "))
                .anyMatch(line -> line.startsWith("    relu1 "))
                .anyMatch(line -> line.startsWith("  shortcut-conv1 "))
                .anyMatch(line -> line.equals("state, not trained: 36 numbers"));
    }
}
