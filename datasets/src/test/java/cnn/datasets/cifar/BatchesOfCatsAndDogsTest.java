package cnn.datasets.cifar;

import static org.assertj.core.api.Assertions.assertThat;

import cnn.data.Batch;
import cnn.data.Batches;
import cnn.data.SampleSource;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the trainer sees of the embedded pictures. */
class BatchesOfCatsAndDogsTest {
    private static final SampleSource TEST = Embedded.DATASET.test();
    private static final int SAMPLE = 3 * 32 * 32;

    @Test
    void theLastBatchMayBeSmaller() {
        List<Integer> sizes = new ArrayList<>();
        for (Batch batch : new Batches(TEST, 300).inOrder()) {
            sizes.add(batch.size());
            assertThat(batch.shape()).isEqualTo(Shape.of(batch.size(), 3, 32, 32));
        }
        assertThat(sizes).containsExactly(300, 300, 300, 300, 300, 300, 200);
    }

    @Test
    void inOrderGivesEverySampleInItsPlace() {
        float[] expected = new float[SAMPLE];
        int index = 0;
        for (Batch batch : new Batches(TEST, 64).inOrder()) {
            for (int n = 0; n < batch.size(); n++, index++) {
                TEST.read(index, expected, 0);
                assertThat(Arrays.equals(batch.x(), n * SAMPLE, (n + 1) * SAMPLE, expected, 0, SAMPLE))
                        .as("sample %d", index)
                        .isTrue();
                assertThat(batch.labels()[n]).isEqualTo(TEST.label(index));
            }
        }
        assertThat(index).isEqualTo(2_000);
    }

    /** Samples are told apart by the hash of their floats and label: all 2,000 are different. */
    @Test
    void shuffledIsAPermutation() {
        List<Long> inOrder = fingerprints(new Batches(TEST, 64).inOrder());
        List<Long> shuffled = fingerprints(new Batches(TEST, 64).shuffled(3, 1));
        assertThat(new HashSet<>(inOrder)).hasSize(2_000);
        assertThat(shuffled).isNotEqualTo(inOrder);
        assertThat(shuffled.stream().sorted().toList()).isEqualTo(inOrder.stream().sorted().toList());
    }

    @Test
    void theOrderIsAFunctionOfSeedAndEpoch() {
        Batches batches = new Batches(TEST, 64);
        List<Long> order = fingerprints(batches.shuffled(3, 1));
        assertThat(fingerprints(batches.shuffled(3, 1))).isEqualTo(order);
        assertThat(fingerprints(new Batches(new CatsAndDogs32().test(), 100).shuffled(3, 1))).isEqualTo(order);
        assertThat(fingerprints(batches.shuffled(3, 2))).isNotEqualTo(order);
        assertThat(fingerprints(batches.shuffled(4, 1))).isNotEqualTo(order);
    }

    private static List<Long> fingerprints(Iterable<Batch> batches) {
        List<Long> all = new ArrayList<>();
        for (Batch batch : batches) {
            for (int n = 0; n < batch.size(); n++) {
                long hash = batch.labels()[n];
                for (int i = n * SAMPLE; i < (n + 1) * SAMPLE; i++) {
                    hash = 0x100000001B3L * (hash ^ Float.floatToIntBits(batch.x()[i]));
                }
                all.add(hash);
            }
        }
        return all;
    }
}
