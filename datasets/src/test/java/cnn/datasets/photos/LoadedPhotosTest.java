package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.config.BrokenPhotos;
import cnn.config.NearDuplicates;
import cnn.config.PhotosSpec;
import cnn.config.SplitSpec;
import cnn.datasets.picture.BrokenReason;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From files to samples: parts, labels, normalisation, broken files and near-duplicates. */
class LoadedPhotosTest {
    private static final PhotosSpec SPEC = new PhotosSpec(12, 16).withClasses(List.of("cat", "dog"));

    @TempDir
    private Path folder;

    @BeforeEach
    void sixPhotosAPart() throws IOException {
        long seed = 0;
        for (String part : List.of("train", "validation", "test")) {
            for (String label : List.of("cat", "dog")) {
                for (int i = 0; i < 3; i++) {
                    TestPhotos.write(
                            folder,
                            "%s/%s/%s.%d.jpg".formatted(part, label, label, i),
                            TestPhotos.jpeg(seed++, 40, 60));
                }
            }
        }
    }

    private PhotoDataset dataset(PhotosSpec spec) {
        return new PhotoDataset("dogs-vs-cats", folder, spec);
    }

    @Test
    void partsBecomeSamples() {
        PhotoDataset dataset = dataset(SPEC);
        assertThat(dataset.train().size()).isEqualTo(6);
        assertThat(dataset.validation().orElseThrow().size()).isEqualTo(6);
        assertThat(dataset.test().shape().toString()).isEqualTo("[3, 12, 16]");
        assertThat(dataset.test().label(0)).isZero();
        assertThat(dataset.test().label(5)).isEqualTo(1);
        float[] x = new float[3 * 12 * 16];
        double[] sum = new double[3];
        for (int n = 0; n < 6; n++) {
            dataset.train().read(n, x, 0);
            for (int i = 0; i < x.length; i++) {
                sum[i / 192] += x[i];
            }
        }
        assertThat(Arrays.stream(sum)).allMatch(one -> Math.abs(one / (6 * 192)) < 1e-5);
        assertThat(dataset.notes()).hasSize(1);
        assertThat(dataset.notes().get(0))
                .as("without the folders above, which are nobody else's business")
                .doesNotContain("/")
                .endsWith("parts with one folder a class, train 6, validation 6, test 6");
    }

    @Test
    void brokenOnesAreLeftOutAndListed() throws IOException {
        byte[] whole = TestPhotos.jpeg(99, 40, 60);
        TestPhotos.write(folder, "train/cat/cat.0.jpg", new byte[0]);
        TestPhotos.write(folder, "train/cat/cat.1.jpg", Arrays.copyOf(whole, whole.length / 2));
        TestPhotos.write(folder, "test/dog/dog.2.jpg", "<html>404</html>".getBytes(StandardCharsets.US_ASCII));
        PhotoDataset dataset = dataset(SPEC);
        assertThat(dataset.train().size()).isEqualTo(4);
        assertThat(dataset.test().size()).isEqualTo(5);
        assertThat(dataset.report().brokenByReason().keySet())
                .containsExactly(BrokenReason.EMPTY, BrokenReason.NOT_A_PICTURE, BrokenReason.TRUNCATED);
        assertThat(dataset.notes()).contains("1 broken photo left out, of zero bytes: train/cat/cat.0.jpg");
        assertThatThrownBy(() -> dataset(SPEC.withBroken(BrokenPhotos.FAIL)).train())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("photo train/cat/cat.0.jpg cannot be read: ");
    }

    @Test
    void aPartWithNothingButBrokenOnesIsRefused() throws IOException {
        for (String label : List.of("cat", "dog")) {
            for (int i = 0; i < 3; i++) {
                TestPhotos.write(folder, "test/%s/%s.%d.jpg".formatted(label, label, i), new byte[0]);
            }
        }
        assertThatThrownBy(() -> dataset(SPEC).train())
                .hasMessageContaining("of the photos for test not one is left: 6 broken (the file has no bytes)")
                .hasMessageContaining(", 0 near-duplicates;");
    }

    @Test
    void aPartWithNothingButNearDuplicatesIsRefused() throws IOException {
        long test = 12;
        for (String label : List.of("cat", "dog")) {
            for (int i = 0; i < 3; i++) {
                TestPhotos.write(
                        folder, "train/%s/%s.%d.jpg".formatted(label, label, i), TestPhotos.jpeg(test++, 40, 60));
            }
        }
        assertThatThrownBy(() -> dataset(SPEC.withNearDuplicates(NearDuplicates.REMOVE)).train())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("of the photos for train not one is left: 0 broken, 6 near-duplicates;");
    }

    @Test
    void withoutATestPartValidationIsTheTest() throws IOException {
        Files.move(folder.resolve("test"), folder.resolve("elsewhere"));
        PhotosSpec spec = SPEC.withNearDuplicates(NearDuplicates.REMOVE);
        PhotoDataset dataset = dataset(spec);
        assertThat(dataset.train().size()).isEqualTo(6);
        assertThat(dataset.validation().orElseThrow().size()).isEqualTo(6);
        assertThat(dataset.test().size()).isEqualTo(6);
        float[] validation = new float[576];
        float[] test = new float[576];
        dataset.validation().orElseThrow().read(4, validation, 0);
        dataset.test().read(4, test, 0);
        assertThat(test).isEqualTo(validation);
        assertThat(dataset.notes())
                .hasSize(2)
                .contains("there is no test part: validation photos are the test, too");
        for (Optional<Part> part : List.of(Optional.<Part>empty(), Optional.of(Part.TEST))) {
            LabelledPhotos asked = LabelledPhotos.read(
                    folder, spec, dataset.train().shape(), dataset.normalization(), part);
            assertThat(asked.samples().size()).isEqualTo(6);
        }
    }

    @Test
    void nearDuplicatesGoFromTraining() throws IOException {
        // The test photo, saved again in another size.
        byte[] again = TestPhotos.jpeg(12, 40, 60);
        TestPhotos.write(folder, "train/cat/cat.9.jpg", again);
        PhotoDataset kept = dataset(SPEC);
        assertThat(kept.train().size()).isEqualTo(7);
        PhotoDataset dataset = dataset(SPEC.withNearDuplicates(NearDuplicates.REMOVE));
        assertThat(dataset.train().size()).isEqualTo(6);
        assertThat(dataset.test().size()).isEqualTo(6);
        assertThat(dataset.notes()).contains("1 near-duplicate left out: cat.9 = cat.0");
    }

    @Test
    void aSurveyKeepsNothingButTheList() {
        PhotoReport report = PhotoSurvey.of(folder, SPEC, true);
        assertThat(report.counts(Optional.of(Part.VALIDATION))).containsExactly(3, 3);
        assertThat(report.counts(Optional.empty())).containsExactly(0, 0);
        PhotoReport dealt = PhotoSurvey.of(folder, SPEC.withSplit(new SplitSpec.Random(0.5, 0.0, 0.5, 1)), false);
        assertThat(dealt.counts(Optional.of(Part.TRAIN))).containsExactly(5, 5);
    }

    @Test
    void aNetworkIsAskedAboutOnePartOrAll() {
        PhotoDataset dataset = dataset(SPEC);
        LabelledPhotos test = LabelledPhotos.read(
                folder, SPEC, dataset.train().shape(), dataset.normalization(), Optional.empty());
        assertThat(test.samples().size()).isEqualTo(6);
        float[] a = new float[576];
        float[] b = new float[576];
        test.samples().read(4, a, 0);
        dataset.test().read(4, b, 0);
        assertThat(a).isEqualTo(b);
        LabelledPhotos train = LabelledPhotos.read(
                folder.resolve("train"), SPEC, dataset.train().shape(), dataset.normalization(), Optional.empty());
        assertThat(train.samples().size()).isEqualTo(6);
    }
}
