package cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StratifiedSplitTest {
    /** 30 of class 0, 10 of class 1, one of class 2; sample i is the number i. */
    private static final SampleSource SOURCE = new SampleSource() {
        @Override
        public int size() {
            return 41;
        }

        @Override
        public Shape shape() {
            return Shape.of(1);
        }

        @Override
        public List<String> classes() {
            return List.of("many", "few", "one");
        }

        @Override
        public int label(int index) {
            return index == 40 ? 2 : index % 4 == 3 ? 1 : 0;
        }

        @Override
        public void read(int index, float[] target, int offset) {
            target[offset] = index;
        }
    };

    private static List<Integer> samples(SampleSource source) {
        List<Integer> samples = new ArrayList<>();
        float[] x = new float[3];
        for (int i = 0; i < source.size(); i++) {
            source.read(i, x, 2);
            samples.add((int) x[2]);
            assertThat(source.label(i)).isEqualTo(SOURCE.label((int) x[2]));
        }
        return samples;
    }

    @Test
    void takesTheShareOfEachClass() {
        StratifiedSplit split = StratifiedSplit.of(SOURCE, 0.2, 1);
        List<Integer> validation = samples(split.validation());
        List<Integer> train = samples(split.train());
        assertThat(validation).isSorted().hasSize(8);
        assertThat(validation).filteredOn(i -> SOURCE.label(i) == 0).hasSize(6);
        assertThat(validation).filteredOn(i -> SOURCE.label(i) == 1).hasSize(2);
        List<Integer> both = new ArrayList<>(train);
        both.addAll(validation);
        assertThat(both).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 41).boxed().toList());
    }

    @Test
    void aSeedIsASplit() {
        List<Integer> first = samples(StratifiedSplit.of(SOURCE, 0.2, 1).validation());
        assertThat(samples(StratifiedSplit.of(SOURCE, 0.2, 1).validation())).isEqualTo(first);
        assertThat(samples(StratifiedSplit.of(SOURCE, 0.2, 2).validation())).isNotEqualTo(first);
    }

    @Test
    void leavesOneOfEachClassToLearnFrom() {
        assertThat(samples(StratifiedSplit.of(SOURCE, 0.99, 1).train())).hasSize(3).contains(40);
    }

    @Test
    void refusesAShareOfNothing() {
        assertThatThrownBy(() -> StratifiedSplit.of(SOURCE, 1, 1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("above 0 and below 1");
        assertThatThrownBy(() -> StratifiedSplit.of(SOURCE, 0.01, 1)).hasMessageContaining("less than one sample");
    }
}
