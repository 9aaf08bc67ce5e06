package cnn.compare.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Batch;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticBatchesTest {
    private final SyntheticBatches batches = new SyntheticBatches(Shape.of(3, 20, 20), 5, 10);

    @Test
    void pixelsHaveMean0AndVariance1() {
        float[] x = batches.at(2).x();
        double mean = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
        double square = IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i]).average().orElseThrow();
        // Five standard deviations of the mean of n values: 5 / √n, and of their squares 5·√0.8 / √n.
        assertThat(mean).isCloseTo(0, within(5 / Math.sqrt(x.length)));
        assertThat(square).isCloseTo(1, within(5 * Math.sqrt(0.8 / x.length)));
    }

    @Test
    void theFirstTwoStepsAreTheSameAndLaterOnesAreNot() {
        Batch first = batches.at(0);
        float[] x = first.x().clone();
        int[] labels = first.labels().clone();
        assertThat(batches.at(1).x()).isEqualTo(x);
        assertThat(batches.at(1).labels()).isEqualTo(labels);
        assertThat(batches.at(2).x()).isNotEqualTo(x);
        // The same pictures again, with other labels: there is nothing to learn by heart.
        assertThat(batches.at(4).x()).isEqualTo(x);
        assertThat(batches.at(4).labels()).isNotEqualTo(labels);
    }

    @Test
    void everyEngineGetsTheSame() {
        Batch other = new SyntheticBatches(Shape.of(3, 20, 20), 5, 10).at(6);
        assertThat(batches.at(6).x()).isEqualTo(other.x());
        assertThat(batches.at(6).labels()).isEqualTo(other.labels());
        assertThat(Arrays.stream(other.labels())).allMatch(label -> label >= 0 && label < 5);
    }
}
