package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cnn.datasets.picture.BrokenPictureException;
import cnn.datasets.picture.BrokenReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes out of a zip is what went in, or it is damaged; names mean what they mean elsewhere. */
class ZipTreeTest {
    private static final byte[] PHOTO = TestPhotos.jpeg(1, 8, 8);

    @TempDir
    private Path folder;

    private PhotoSource open(byte[] zip) throws IOException {
        return PhotoSource.open(Files.write(folder.resolve("photos.zip"), zip), Optional.empty(), List.of());
    }

    private static ByteBuffer little(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int directory(ByteBuffer zip) {
        int at = 0;
        while (zip.getInt(at) != 0x02014B50) {
            at++;
        }
        return at;
    }

    private void assertDamaged(byte[] zip, String why) throws IOException {
        try (PhotoSource source = open(zip)) {
            BrokenPictureException broken = catchThrowableOfType(
                    BrokenPictureException.class, () -> source.photos().get(0).bytes());
            assertThat(broken.reason()).isEqualTo(BrokenReason.DAMAGED);
            assertThat(broken).hasMessageContaining(why).hasMessageNotContaining("\n");
            assertThat(source.photos().get(1).bytes()).isEqualTo(PHOTO);
        }
    }

    /** The checksum names the cache of decoded pictures: other bytes must not come by its name. */
    @Test
    void aFileOfAnotherChecksumIsDamaged() throws IOException {
        byte[] zip = TestPhotos.zip("cat/0.jpg", PHOTO, "dog/0.jpg", PHOTO);
        ByteBuffer bytes = little(zip);
        int crc = directory(bytes) + 16;
        bytes.putInt(crc, bytes.getInt(crc) ^ 1);
        assertDamaged(zip, "checksum");
    }

    @Test
    void aFileOfAnotherLengthIsDamaged() throws IOException {
        for (int more : new int[] {-1, 1}) {
            byte[] zip = TestPhotos.zip("cat/0.jpg", PHOTO, "dog/0.jpg", PHOTO);
            ByteBuffer bytes = little(zip);
            bytes.putInt(directory(bytes) + 24, PHOTO.length + more);
            assertDamaged(zip, "not as long as the zip states");
        }
    }

    @Test
    void aFileThatCannotBeUnpackedIsDamaged() throws IOException {
        byte[] zip = TestPhotos.zip("cat/0.jpg", PHOTO, "dog/0.jpg", PHOTO);
        // A kind of block that deflate does not have.
        zip[30 + "cat/0.jpg".length()] = (byte) 0xFF;
        assertDamaged(zip, "cannot be unpacked (");
    }

    @Test
    void aDotForTheFolderItselfHidesNothing() throws IOException {
        byte[] photos = TestPhotos.zip(
                "./cat/0.jpg", PHOTO, "./dog/./0.jpg", PHOTO, "./.hidden/0.jpg", PHOTO, "./cat/.1.jpg", PHOTO);
        try (PhotoSource source = open(photos)) {
            assertThat(source.photos()).extracting(photo -> photo.file().path())
                    .containsExactly("cat/0.jpg", "dog/0.jpg");
        }
        byte[] inner = TestPhotos.zip("./train/cat.0.jpg", PHOTO, "./train/dog.0.jpg", PHOTO);
        try (PhotoSource source = open(TestPhotos.zip("./train.zip", inner))) {
            assertThat(source.photos()).hasSize(2);
            assertThat(source.photos().get(0).bytes()).isEqualTo(PHOTO);
        }
    }

    /** Under {@code LC_ALL=C} that is so for every umlaut; this one is none anywhere. */
    @Test
    void aPictureNeedsNoNameThatThisSystemCouldGive() {
        assertThat(new TreeFile("cat/\0.JPG", 0, "", () -> PHOTO).isPicture()).isTrue();
        assertThat(new TreeFile("jpg/\0.txt", 0, "", () -> PHOTO).isPicture()).isFalse();
    }
}
