package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.config.PhotoLayout;
import cnn.error.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Layouts are recognised by looking, and photos come in the same order wherever they lie. */
class PhotoSourceTest {
    @TempDir
    private Path folder;

    private static PhotoSource open(Path path, String... classes) {
        return PhotoSource.open(path, Optional.empty(), List.of(classes));
    }

    private static List<String> ids(PhotoSource source) {
        return source.photos().stream().map(Photo::id).toList();
    }

    @Test
    void kagglesNamesAreLabels() throws IOException {
        TestPhotos.touch(
                folder, "train/dog.2.jpg", "train/dog.10.jpg", "train/cat.0.jpg", "test1/1.jpg", "submission.csv");
        try (PhotoSource source = open(folder)) {
            assertThat(source.layout()).isEqualTo(PhotoLayout.KAGGLE);
            assertThat(ids(source)).containsExactly("cat.0", "dog.2", "dog.10");
            assertThat(source.photos()).allMatch(photo -> photo.part().isEmpty());
            assertThat(source.photos().get(2).number()).isEqualTo(OptionalLong.of(10));
            assertThat(source.others()).isEqualTo(2);
        }
    }

    @Test
    void kagglesZipIsReadThroughItsInnerZip() throws IOException {
        byte[] photo = TestPhotos.jpeg(1, 20, 30);
        byte[] train = TestPhotos.zip("train/", new byte[0], "train/cat.0.jpg", photo, "train/dog.0.jpg", photo);
        byte[] test = TestPhotos.zip("test1/1.jpg", photo);
        Path zip = folder.resolve("dogs-vs-cats.zip");
        Files.write(zip, TestPhotos.zip("test1.zip", test, "train.zip", train, "sampleSubmission.csv", new byte[3]));
        try (PhotoSource source = open(zip)) {
            assertThat(source.layout()).isEqualTo(PhotoLayout.KAGGLE);
            assertThat(ids(source)).containsExactly("cat.0", "dog.0");
            assertThat(source.photos().get(1).bytes()).isEqualTo(photo);
            assertThat(source.name()).endsWith("dogs-vs-cats.zip, train.zip");
        }
        // Unpacked once, the inner zip lies beside the other.
        TestPhotos.write(folder.resolve("unpacked"), "train.zip", train);
        try (PhotoSource source = open(folder.resolve("unpacked"))) {
            assertThat(source.photos().get(0).bytes()).isEqualTo(photo);
        }
    }

    @Test
    void petImagesWithTheirLeftovers() throws IOException {
        TestPhotos.touch(
                folder, "PetImages/Cat/666.jpg", "PetImages/Cat/0.jpg", "PetImages/Cat/Thumbs.db",
                "PetImages/Dog/7.jpg", "readme.txt");
        try (PhotoSource source = open(folder, "cat", "dog")) {
            assertThat(source.layout()).isEqualTo(PhotoLayout.PETIMAGES);
            assertThat(source.classes()).containsExactly("cat", "dog");
            assertThat(ids(source)).containsExactly("cat.0", "cat.666", "dog.7");
            assertThat(source.others()).isEqualTo(2);
        }
    }

    @Test
    void oneFolderAClassWithAndWithoutParts() throws IOException {
        TestPhotos.touch(folder, "plain/tabby/a.png", "plain/beagle/b.jpg", "plain/.hidden/c.jpg");
        try (PhotoSource source = open(folder.resolve("plain"))) {
            assertThat(source.layout()).isEqualTo(PhotoLayout.FOLDERS);
            assertThat(source.classes()).containsExactly("beagle", "tabby");
        }
        TestPhotos.touch(
                folder,
                "parts/set/train/cats/cat.0.jpg",
                "parts/set/train/dogs/dog.0.jpg",
                "parts/set/valid/cats/cat.1.jpg",
                "parts/set/Test/dogs/dog.2.jpg",
                "parts/set/test/1.jpg");
        try (PhotoSource source = open(folder.resolve("parts"), "cat", "dog")) {
            assertThat(source.layout()).isEqualTo(PhotoLayout.PARTS);
            assertThat(ids(source)).containsExactly("cat.0", "cat.1", "dog.0", "dog.2");
            assertThat(source.photos().stream().map(photo -> photo.part().orElseThrow()))
                    .containsExactly(Part.TRAIN, Part.VALIDATION, Part.TRAIN, Part.TEST);
        }
    }

    @Test
    void aZipIsReadLikeItsFolder() throws IOException {
        byte[] one = TestPhotos.jpeg(1, 8, 8);
        Path zip = folder.resolve("pets.zip");
        byte[] archive =
                TestPhotos.zip("PetImages/Cat/0.jpg", one, "PetImages/Dog/0.jpg", new byte[0], "MSR.docx", one);
        Files.write(zip, archive);
        try (PhotoSource source = open(zip)) {
            assertThat(source.layout()).isEqualTo(PhotoLayout.PETIMAGES);
            assertThat(source.photos().get(0).bytes()).isEqualTo(one);
            assertThat(source.photos().get(0).contentKey()).startsWith("PetImages/Cat/0.jpg|" + one.length + "|crc32:");
            assertThat(source.photos().get(1).size()).isZero();
        }
    }

    @Test
    void classesAreChosenAndOrderedByTheWish() throws IOException {
        TestPhotos.touch(folder, "Dog/1.jpg", "Cat/1.jpg", "Bird/1.jpg");
        try (PhotoSource source = open(folder, "dog", "cat")) {
            assertThat(source.classes()).containsExactly("dog", "cat");
            assertThat(ids(source)).containsExactly("dog.1", "cat.1");
            assertThat(source.others()).isEqualTo(1);
        }
        assertThatThrownBy(() -> open(folder, "cat", "cow"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has no class 'cow'; it has Bird, Cat, Dog");
    }

    @Test
    void saysWhatWasLookedForAndFound() throws IOException {
        TestPhotos.touch(folder, "holiday/1.jpg", "holiday/2.jpg", "list.txt");
        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no photos of two classes")
                .hasMessageContaining("looked for cat.0.jpg")
                .hasMessageContaining("found 2 .jpg, 1 .txt, the first of them holiday/1.jpg")
                .hasMessageContaining("one folder a class")
                .hasMessageNotContaining("\n");
        TestPhotos.touch(folder, "b/cat/1.jpg", "b/dog/1.jpg");
        assertThatThrownBy(() -> PhotoSource.open(folder.resolve("b"), Optional.of(PhotoLayout.KAGGLE), List.of()))
                .hasMessageContaining("by layout 'Kaggle's Dogs vs. Cats (cat.0.jpg)'");
        assertThatThrownBy(() -> open(folder.resolve("gone"))).hasMessageContaining("there is no ");
        assertThatThrownBy(() -> open(folder.resolve("list.txt"))).hasMessageContaining("neither a folder nor a zip");
    }

    @Test
    void namesWithNumbersComeInTheirOrder() {
        List<String> names = List.of("a", "a.2", "a.10", "a.10.b", "a.010", "b.1");
        assertThat(List.of("a.10.b", "b.1", "a.010", "a", "a.10", "a.2").stream().sorted(new NaturalOrder()))
                .hasSameElementsAs(names)
                .startsWith("a", "a.2")
                .endsWith("a.10.b", "b.1");
    }
}
