package cnn.datasets.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.datasets.Datasets;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatsAndDogs32Test {
    private static final CatsAndDogs32 DATASET = Embedded.DATASET;

    @Test
    void picturesAndLabelsAreTheExpectedOnes() {
        assertThat(Cifar10.digest(DATASET.images(TileFiles.TRAIN))).isEqualTo(CatsAndDogs32.TRAIN_SHA256);
        assertThat(Cifar10.digest(DATASET.images(TileFiles.TEST))).isEqualTo(CatsAndDogs32.TEST_SHA256);
    }

    @Test
    void eachPartHasAsManyCatsAsDogs() {
        assertThat(labelCounts(DATASET.train())).containsExactly(5_000, 5_000);
        assertThat(labelCounts(DATASET.test())).containsExactly(1_000, 1_000);
        assertThat(DATASET.train().classes()).containsExactly("cat", "dog");
        assertThat(DATASET.test().classes()).containsExactly("cat", "dog");
    }

    @Test
    void partsHaveTheirSizesAndShape() {
        assertThat(DATASET.train().size()).isEqualTo(10_000);
        assertThat(DATASET.test().size()).isEqualTo(2_000);
        assertThat(DATASET.train().shape()).isEqualTo(Shape.of(3, 32, 32));
        assertThat(DATASET.test().shape()).isEqualTo(Shape.of(3, 32, 32));
    }

    @Test
    void positionsRiseThroughCifar10AndThereIsOneForEachPicture() {
        for (TileFiles part : List.of(TileFiles.TRAIN, TileFiles.TEST)) {
            List<Integer> positions = Embedded.positions(part);
            assertThat(positions).hasSize(DATASET.images(part).count()).isSorted().doesNotHaveDuplicates();
            assertThat(positions.get(0)).isNotNegative();
            assertThat(positions.get(positions.size() - 1)).isLessThan(part == TileFiles.TRAIN ? 50_000 : 10_000);
        }
    }

    /** The constants of docs/datasets.md, which NumPy gave: numpy.mean and numpy.std of the training pixels / 255. */
    @Test
    void statisticsAreThoseInTheDocs() {
        double[] mean = {0.497704181985, 0.460524435126, 0.416042343367};
        double[] std = {0.253664251030, 0.248080455241, 0.253510901443};
        for (int c = 0; c < 3; c++) {
            Normalization.Channel channel = DATASET.normalization().channels().get(c);
            // Half of the last digit quoted.
            assertThat(channel.mean()).isCloseTo(mean[c], within(0.5e-12));
            assertThat(channel.std()).isCloseTo(std[c], within(0.5e-12));
        }
    }

    /**
     * With v the exact normalised values, Σv = 0 and Σv² = n. A float is v(1 + δ), |δ| ≤ u: the mean is off by at most
     * u·mean|v| ≤ u, the mean square by at most 2u + u². Summing n doubles adds n·2⁻⁵³ times the mean of magnitudes.
     */
    @Test
    void trainingPicturesHaveMeanZeroAndDeviationOne() {
        SampleSource train = DATASET.train();
        double[] sum = new double[3];
        double[] squares = new double[3];
        float[] x = new float[train.shape().size()];
        int plane = x.length / 3;
        for (int n = 0; n < train.size(); n++) {
            train.read(n, x, 0);
            for (int i = 0; i < x.length; i++) {
                sum[i / plane] += x[i];
                squares[i / plane] += (double) x[i] * x[i];
            }
        }
        double count = (double) train.size() * plane;
        double u = Precision.FLOAT32.unitRoundoff();
        double summing = count * Precision.FLOAT64.unitRoundoff();
        for (int c = 0; c < 3; c++) {
            assertThat(sum[c] / count).isCloseTo(0, within(u + summing));
            assertThat(squares[c] / count).isCloseTo(1, within(2 * u + u * u + summing));
        }
    }

    @Test
    void testPicturesAreNormalisedByTheTrainingStatistics() {
        float[] x = new float[3 * 32 * 32];
        DATASET.test().read(7, x, 0);
        byte[] pixels = DATASET.images(TileFiles.TEST).pixels();
        for (int i = 0; i < x.length; i++) {
            int level = pixels[7 * x.length + i] & 0xFF;
            assertThat(x[i]).isEqualTo(DATASET.normalization().value(i / 1024, level));
        }
    }

    @Test
    void theSameIndexIsTheSameSampleFromEveryInstance() {
        SampleSource first = DATASET.test();
        SampleSource again = Datasets.named("cats-dogs-32").test();
        for (int index : new int[] {0, 1, 999, 1_999}) {
            assertThat(read(again, index)).isEqualTo(read(first, index));
            assertThat(again.label(index)).isEqualTo(first.label(index));
        }
    }

    @Test
    void readWritesOneSampleAtItsOffsetAndNothingElse() {
        float[] target = new float[3 + 3072 + 2];
        Arrays.fill(target, 666.666f);
        DATASET.test().read(5, target, 3);
        assertThat(Arrays.copyOfRange(target, 3, 3 + 3072)).isEqualTo(read(DATASET.test(), 5));
        assertThat(target[2]).isEqualTo(666.666f);
        assertThat(target[3 + 3072]).isEqualTo(666.666f);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2_000})
    void anIndexOutsideIsRefused(int index) {
        assertThatThrownBy(() -> read(DATASET.test(), index)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void manyReadersSeeTheSamePictures() {
        SampleSource test = new CatsAndDogs32().test();
        List<CompletableFuture<float[]>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(CompletableFuture.supplyAsync(() -> read(test, 42)));
        }
        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isEqualTo(read(DATASET.test(), 42)));
    }

    @Test
    void citationNamesItsAuthor() {
        assertThat(DATASET.citation()).contains("Krizhevsky", "2009");
    }

    private static float[] read(SampleSource source, int index) {
        float[] x = new float[source.shape().size()];
        source.read(index, x, 0);
        return x;
    }

    private static int[] labelCounts(SampleSource source) {
        int[] counts = new int[2];
        for (int i = 0; i < source.size(); i++) {
            counts[source.label(i)]++;
        }
        return counts;
    }
}
