package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.datasets.picture.BrokenPictureException;
import cnn.error.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that were made to harm are refused in one line, before anything of them is unpacked. */
class UnsafeArchivesTest {
    private static final byte[] PHOTO = TestPhotos.jpeg(1, 8, 8);
    private static final Limits SMALL = new Limits(10, 4 << 20, 2 << 20, 3 << 20, 200, 100, 5);

    @TempDir
    private Path folder;

    private void refused(byte[] archive, String why) throws IOException {
        Path file = folder.resolve("photos.zip");
        Files.write(file, archive);
        assertThatThrownBy(() -> PhotoSource.open(file, Optional.empty(), List.of(), SMALL)
                        .close())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource({
        "../cat/1.jpg, leads out of the archive",
        "cat/../../1.jpg, leads out of the archive",
        "cat\\..\\1.jpg, leads out of the archive",
        "/etc/1.jpg, has an absolute path",
        "C:/cat/1.jpg, has an absolute path",
        "cat//1.jpg, has an empty name",
        "a/b/c/d/e/cat/1.jpg, lies in 6 folders",
    })
    void paths(String name, String why) throws IOException {
        refused(TestPhotos.zip("cat/0.jpg", PHOTO, "dog/0.jpg", PHOTO, name, PHOTO), why);
    }

    @Test
    void absurdNames() throws IOException {
        refused(TestPhotos.zip("cat/" + "x".repeat(200) + ".jpg", PHOTO), "has a name of 208 letters");
        refused(TestPhotos.zip("cat/\u001b[2J.jpg", PHOTO), "entry 'cat/?[2J.jpg' has control characters");
    }

    @Test
    void links() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry entry = new ZipArchiveEntry("cat/0.jpg");
            entry.setUnixMode(UnixStat.LINK_FLAG | 0777);
            zip.putArchiveEntry(entry);
            zip.write("/etc/passwd".getBytes(StandardCharsets.US_ASCII));
            zip.closeArchiveEntry();
        }
        refused(bytes.toByteArray(), "is a link");
    }

    @Test
    void twoEntriesOfOneName() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (int i = 0; i < 2; i++) {
                zip.putArchiveEntry(new ZipArchiveEntry("cat/0.jpg"));
                zip.write(PHOTO);
                zip.closeArchiveEntry();
            }
        }
        refused(bytes.toByteArray(), "stands in it twice");
    }

    @Test
    void bombs() throws IOException {
        refused(TestPhotos.zip("cat/0.bmp", new byte[(1 << 20) + 1]), "times its size");
        refused(TestPhotos.zip("cat/0.bmp", new byte[3 << 20]), "unpacks to 3 MiB; at most 2");
        refused(TestPhotos.zip("a.txt", new byte[3 << 20], "b.txt", new byte[2 << 20]), "unpacks to 5 MiB; at most 4");
        refused(TestPhotos.zip("train.zip", TestPhotos.zip("cat.0.bmp", new byte[(1 << 20) + 1])), "times its size");
    }

    @Test
    void tooManyEntries() throws IOException {
        Object[] many = new Object[22];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "cat/" + i + ".jpg";
            many[i + 1] = PHOTO;
        }
        refused(TestPhotos.zip(many), "has 11 entries; at most 10 are read");
    }

    /** Where the directory's entry number {@code n} begins. */
    private static int directory(ByteBuffer zip, int n) {
        int at = -1;
        for (int found = 0; found <= n; found++) {
            do {
                at++;
            } while (zip.getInt(at) != 0x02014b50);
        }
        return at;
    }

    @Test
    void entriesThatShareTheirBytes() throws IOException {
        byte[] large = TestPhotos.jpeg(2, 400, 400);
        byte[] zip = TestPhotos.zip("cat/0.jpg", large, "dog/0.jpg", PHOTO, "dog/1.jpg", PHOTO);
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int first = directory(bytes, 0);
        for (int n = 1; n < 3; n++) {
            int other = directory(bytes, n);
            // Packed bytes, and where they lie.
            bytes.putInt(other + 20, bytes.getInt(first + 20));
            bytes.putInt(other + 42, bytes.getInt(first + 42));
        }
        refused(zip, "overlap");
        byte[] beyond = TestPhotos.zip("cat/0.jpg", PHOTO, "dog/0.jpg", PHOTO);
        ByteBuffer reach = ByteBuffer.wrap(beyond).order(ByteOrder.LITTLE_ENDIAN);
        reach.putInt(directory(reach, 0) + 20, beyond.length - 100);
        refused(beyond, "overlap");
    }

    @Test
    void aFileThatIsLongerThanStatedIsBroken() throws IOException {
        byte[] zip = TestPhotos.zip("cat/0.jpg", PHOTO, "dog/0.jpg", PHOTO);
        ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(directory(bytes, 0) + 24, 10);
        Path file = folder.resolve("lies.zip");
        Files.write(file, zip);
        try (PhotoSource source = PhotoSource.open(file, Optional.empty(), List.of(), SMALL)) {
            assertThatThrownBy(() -> source.photos().get(0).bytes())
                    .isInstanceOf(BrokenPictureException.class)
                    .hasMessageContaining("not as long as the zip states");
        }
    }

    @Test
    void whatIsNoZip() throws IOException {
        refused(new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0}, "is no zip that can be read");
        byte[] whole = TestPhotos.zip("cat/0.jpg", PHOTO, "dog/0.jpg", PHOTO);
        refused(Arrays.copyOf(whole, whole.length - 30), "is no zip that can be read");
    }

    @Test
    void tarsOfCifarAreLookedAtLikewise() throws IOException {
        refused(tarGz("../data_batch_1.bin", TarConstants.LF_NORMAL), "leads out of the archive");
        refused(tarGz("data_batch_1.bin", TarConstants.LF_SYMLINK), "is a link");
        refused(tarGz("data_batch_1.bin", TarConstants.LF_NORMAL), "has 10 bytes, expected 30,730,000");
        refused(tarGz("other.bin", TarConstants.LF_NORMAL), "has no data_batch_1.bin");
        refused(new byte[] {0x1F, (byte) 0x8B, 1, 2, 3}, "cannot read");
    }

    /** A name of many megabytes is packed to a thousandth, and kept in memory by whoever reads it. */
    @ParameterizedTest
    @ValueSource(chars = {'L', 'K', 'x', 'g'})
    void headersInTarsAreNotReadHoweverLong(char type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GzipCompressorOutputStream(bytes)) {
            gzip.write(tarHeader("readme.txt", 700, '0'));
            gzip.write(new byte[1024]);
            // As a name any letters do; attributes are lines that begin with their length.
            byte[] line = "102400 comment=%s\n".formatted("x".repeat(102_384)).getBytes(StandardCharsets.US_ASCII);
            gzip.write(tarHeader("long", line.length, type));
            gzip.write(line);
        }
        refused(bytes.toByteArray(), "an entry's name or header is far too long");
    }

    private static byte[] tarHeader(String name, int size, char type) {
        byte[] header = new byte[512];
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, header, 0, text.length);
        byte[] octal = "%011o".formatted(size).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(octal, 0, header, 124, octal.length);
        header[156] = (byte) type;
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte one : header) {
            sum += one;
        }
        byte[] checksum = "%06o\0".formatted(sum).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, header, 148, checksum.length);
        return header;
    }

    private static byte[] tarGz(String name, byte type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GzipCompressorOutputStream(bytes);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
            entry.setSize(type == TarConstants.LF_NORMAL ? 10 : 0);
            tar.putArchiveEntry(entry);
            tar.write(new byte[type == TarConstants.LF_NORMAL ? 10 : 0]);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
