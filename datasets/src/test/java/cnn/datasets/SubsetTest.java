package cnn.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.data.SampleSource;
import cnn.datasets.cifar.CatsAndDogs32;
import cnn.datasets.cifar.Embedded;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubsetTest {
    /** Samples of one element, the index itself. */
    private record Indexed(List<String> classes, int... labels) implements SampleSource {
        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public Shape shape() {
            return Shape.of(1);
        }

        @Override
        public int label(int index) {
            return labels[index];
        }

        @Override
        public void read(int index, float[] target, int offset) {
            target[offset] = index;
        }
    }

    private static final SampleSource UNEVEN = new Indexed(List.of("a", "b", "c"), 0, 0, 2, 0, 1, 0, 1, 0, 0);

    @Test
    void classesTakeTurnsAndTheSourcesOrderStays() {
        assertThat(chosen(UNEVEN, 1)).containsExactly(0);
        assertThat(chosen(UNEVEN, 2)).containsExactly(0, 4);
        assertThat(chosen(UNEVEN, 3)).containsExactly(0, 2, 4);
        assertThat(chosen(UNEVEN, 5)).containsExactly(0, 1, 2, 4, 6);
    }

    @Test
    void aClassThatHasNoMoreIsPassedOver() {
        assertThat(chosen(UNEVEN, 7)).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(chosen(UNEVEN, 9)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void aClassWithoutSamplesIsPassedOver() {
        assertThat(chosen(new Indexed(List.of("none", "all"), 1, 1, 1), 2)).containsExactly(0, 1);
    }

    @Test
    void smallerSubsetsAreContainedInLargerOnes() {
        for (int count = 1; count < UNEVEN.size(); count++) {
            assertThat(chosen(UNEVEN, count + 1)).contains(chosen(UNEVEN, count));
        }
    }

    @Test
    void samplesAndLabelsAreTheSources() {
        Subset subset = Subset.balanced(UNEVEN, 5);
        float[] target = new float[1];
        for (int i = 0; i < subset.size(); i++) {
            subset.read(i, target, 0);
            assertThat(target[0]).isEqualTo(subset.sourceIndex(i));
            assertThat(subset.label(i)).isEqualTo(UNEVEN.label(subset.sourceIndex(i)));
        }
        assertThat(subset.shape()).isEqualTo(UNEVEN.shape());
        assertThat(subset.classes()).isEqualTo(UNEVEN.classes());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 1_000, 3_000, 9_998})
    void catsAndDogsStayBalanced(int count) {
        Subset subset = Subset.balanced(Embedded.DATASET.train(), count);
        assertThat(IntStream.range(0, count).filter(i -> subset.label(i) == 0)).hasSize(count / 2);
        assertThat(subset.size()).isEqualTo(count);
    }

    @Test
    void aSubsetDependsOnItsArgumentsAlone() {
        assertThat(chosen(new CatsAndDogs32().train(), 777)).isEqualTo(chosen(Embedded.DATASET.train(), 777));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void fewerThanOneSampleIsRefused(int count) {
        assertThatThrownBy(() -> Subset.balanced(UNEVEN, count))
                .isInstanceOf(BadInputException.class)
                .hasMessage("the number of samples must be at least 1, got " + count);
    }

    @Test
    void moreSamplesThanThereAreAreRefused() {
        assertThatThrownBy(() -> Subset.balanced(UNEVEN, 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageStartingWith("10 samples were asked for, there are 9");
    }

    private static Integer[] chosen(SampleSource source, int count) {
        Subset subset = Subset.balanced(source, count);
        return IntStream.range(0, count).map(subset::sourceIndex).boxed().toArray(Integer[]::new);
    }
}
