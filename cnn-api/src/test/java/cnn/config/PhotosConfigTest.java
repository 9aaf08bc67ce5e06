package cnn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration may say of photos. */
class PhotosConfigTest {
    private static final String REST =
            """

            network: {input: [3, 8, 8], layers: [flatten, {dense: {units: 2}}]}
            training: {optimizer: {adam: {learning_rate: 0.1}}, epochs: 1, batch_size: 2}
            backend: scratch
            """;

    private static RunDocument document(String dataset) {
        return RunDocument.read(new StringReader("dataset: " + dataset + REST), "some/where/run.yaml");
    }

    private static PhotosSpec photos(String dataset) {
        return document(dataset).config().dataset().photos().orElseThrow();
    }

    @Test
    void readsEveryKey() {
        RunConfig run = document("{photos: dogs-vs-cats, path: ../photos, size: [150, 160], fit: crop,"
                        + " layout: kaggle,"
                        + " split: {random: {train: 0.7, validation: 0.1, test: 0.2, seed: 4}},"
                        + " near_duplicates: remove,"
                        + " broken: fail, train: 100, validation: 50}")
                .config();
        PhotosSpec photos = run.dataset().photos().orElseThrow();
        assertThat(run.dataset().name()).isEqualTo("dogs-vs-cats");
        assertThat(run.dataset().train()).isEqualTo(OptionalInt.of(100));
        assertThat(run.dataset().validation()).isEqualTo(OptionalInt.of(50));
        assertThat(photos.path()).contains(Path.of("some/where/../photos"));
        assertThat(photos.height()).isEqualTo(150);
        assertThat(photos.width()).isEqualTo(160);
        assertThat(photos.fit()).isEqualTo(Fit.CROP);
        assertThat(photos.layout()).contains(PhotoLayout.KAGGLE);
        assertThat(photos.classes()).containsExactly("cat", "dog");
        assertThat(photos.split()).isEqualTo(new SplitSpec.Random(0.7, 0.1, 0.2, 4));
        assertThat(photos.nearDuplicates()).isEqualTo(NearDuplicates.REMOVE);
        assertThat(photos.broken()).isEqualTo(BrokenPhotos.FAIL);
    }

    @Test
    void nearlyEverythingMayBeLeftOut() {
        assertThat(photos("{photos: birds, size: 64}")).isEqualTo(new PhotosSpec(64, 64));
        assertThat(photos("{photos: birds, size: 64, split: chollet_2}").split()).isEqualTo(new SplitSpec.Chollet(2));
        assertThat(photos("{photos: birds, size: 64, split: random}").split()).isEqualTo(new SplitSpec.Random());
        assertThat(photos("{photos: birds, size: 64, split: {random: {train: 0.5, test: 0.5}}}").split())
                .isEqualTo(new SplitSpec.Random(0.5, 0, 0.5, 1));
        assertThat(photos("{photos: birds, size: 64, classes: [wren, tit]}").classes())
                .isEqualTo(List.of("wren", "tit"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{photos: p} | 'size' is missing",
                "{photos: p, size: [1, 2, 3]} | expected [H, W], got a list of 3",
                "{photos: p, size: [0, 2]} | sides of 1 to 4096, got [0, 2]",
                "{photos: p, size: 8, fit: squash} | unknown fit 'squash' (there are crop, pad, stretch",
                "{photos: p, size: 8, split: cholet} | did you mean 'chollet'?",
                "{photos: p, size: 8, split: {random: {train: 0.9, test: 0.2}}} | at most 1 together",
                "{photos: p, size: 8, classes: [a, a]} | two different names or more",
                "{photos: p, size: 8, name: q} | unknown key 'name'",
                "{name: cats-dogs-32, size: 8} | unknown key 'size'",
                "{name: cats-dogs-32, validation: 8} | unknown key 'validation'",
            })
    void saysWhatIsWrongAndWhere(String dataset, String why) {
        assertThatThrownBy(() -> document(dataset).config())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(why)
                .hasMessageStartingWith("some/where/run.yaml:1:");
    }

    @Test
    void theCommandLineSaysWherePhotosAre() {
        RunDocument document = document("{photos: p, size: 8}")
                .withPath(Path.of("a b: c"))
                .withBroken(BrokenPhotos.FAIL)
                .withSamples(OptionalInt.of(3), OptionalInt.empty())
                .withValidation(2);
        PhotosSpec photos = document.config().dataset().photos().orElseThrow();
        assertThat(photos.path()).contains(Path.of("a b: c").toAbsolutePath());
        assertThat(photos.broken()).isEqualTo(BrokenPhotos.FAIL);
        assertThat(document.config().dataset().validation()).isEqualTo(OptionalInt.of(2));
        assertThatThrownBy(() -> document("cats-dogs-32").withPath(Path.of("x")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("--data is for photos of your own, but the run's dataset 'cats-dogs-32'");
    }

    @Test
    void earlyStoppingMayUseTheSplitsValidationPart() {
        String stopping = REST.replace("epochs: 1", "epochs: 1, early_stopping: {patience: 2}");
        String photos = "{photos: p, size: 8, split: chollet}";
        RunConfig run = RunConfig.read(new StringReader("dataset: " + photos + stopping), "r");
        assertThat(run.training().stopping()).isPresent();
        String withoutValidation = "{photos: p, size: 8, split: {random: {train: 0.5, test: 0.5}}}";
        for (String without : List.of("cats-dogs-32", withoutValidation)) {
            assertThatThrownBy(() -> RunConfig.read(new StringReader("dataset: " + without + stopping), "r"))
                    .hasMessageContaining("add 'validation: 0.1'");
        }
    }
}
