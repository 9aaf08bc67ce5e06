package cnn.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {
    private static final Shape IMAGE = Shape.of(3, 8, 8);

    @Test
    void layersAreCalledAfterTheirKindAndNumber() {
        NetworkSpec spec = NetworkSpec.builder(IMAGE)
                .add(new Conv2d(4, Window2d.of(3)))
                .add(new Relu())
                .add("pool", new MaxPool2d(2))
                .add(new Conv2d(5, Window2d.of(3)))
                .add(new Relu())
                .add(new Flatten())
                .add(new Dense(2))
                .build();
        assertThat(spec.layers())
                .extracting(NamedLayer::name)
                .containsExactly("conv1", "relu1", "pool", "conv2", "relu2", "flatten1", "dense1");
        assertThat(spec.output()).isEqualTo(Shape.of(2));
    }

    @Test
    void slicesLieOneAfterTheOther() {
        NetworkSpec spec = NetworkSpec.builder(IMAGE)
                .add(new Conv2d(4, Window2d.of(3)))
                .add(new Conv2d(5, Window2d.of(1), false))
                .add(new Flatten())
                .add(new Dense(2))
                .build();
        assertThat(spec.slices()).extracting(Slice::name).containsExactly("conv1.w", "conv1.b", "conv2.w", "dense1.w", "dense1.b");
        int end = 0;
        for (Slice slice : spec.slices()) {
            assertThat(slice.offset()).isEqualTo(end);
            end = slice.end();
        }
        assertThat(spec.parameterCount()).isEqualTo(end).isEqualTo(4 * 27 + 4 + 5 * 4 + 2 * 180 + 2);
        assertThat(spec.multiplyAdds()).isEqualTo(36L * 4 * 27 + 36 * 5 * 4 + 2 * 180);
    }

    @Test
    void aMistakeNamesTheLayerAndItsInput() {
        assertThatThrownBy(() -> NetworkSpec.builder(IMAGE)
                        .add(new Conv2d(4, Window2d.of(3)))
                        .add(new Dense(2))
                        .build())
                .isInstanceOf(BadInputException.class)
                .hasMessage("dense 'dense1' on input [4, 6, 6]: expected a vector [F], got [4, 6, 6]; "
                        + "put a flatten layer before it");
        assertThatThrownBy(() -> NetworkSpec.builder(Shape.of(7)).add(new Relu()).add("first", new MaxPool2d(2)).build())
                .hasMessage("max_pool2d 'first' on input [7]: expected an image [C, H, W], got [7]");
    }

    @Test
    void everyLayerHasANameOfItsOwn() {
        NetworkSpec.Builder twice = NetworkSpec.builder(IMAGE).add("a", new Relu()).add("a", new Relu());
        assertThatThrownBy(twice::build).hasMessage("two layers are called 'a'; give each its own name");
        assertThatThrownBy(() -> new NamedLayer("a b", new Relu())).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> NetworkSpec.builder(IMAGE).build()).hasMessageContaining("at least one layer");
    }

    @Test
    void tooManyParametersAreABadInput() {
        NetworkSpec.Builder large = NetworkSpec.builder(Shape.of(40_000)).add(new Dense(50_000)).add(new Dense(50_000));
        assertThatThrownBy(large::build).isInstanceOf(BadInputException.class);
    }
}
