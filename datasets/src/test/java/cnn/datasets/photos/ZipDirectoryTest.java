package cnn.datasets.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries are counted before anybody keeps them, whatever the zip's end says. */
class ZipDirectoryTest {
    private static final int END = 22;

    private static byte[] zip(int entries) throws IOException {
        Object[] contents = new Object[2 * entries];
        for (int i = 0; i < entries; i++) {
            contents[2 * i] = "cat/" + "x".repeat(i % 50) + i + ".jpg";
            contents[2 * i + 1] = new byte[0];
        }
        return TestPhotos.zip(contents);
    }

    private static ByteBuffer little(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] stating(byte[] zip, int entries) {
        little(zip).putShort(zip.length - END + 8, (short) entries).putShort(zip.length - END + 10, (short) entries);
        return zip;
    }

    /** With Zip64's record of the end, and where that lies, before the end. */
    private static byte[] zip64(byte[] zip, long entries) {
        int at = zip.length - END;
        ByteBuffer old = little(zip);
        ByteBuffer made = little(new byte[zip.length + 56 + 20]);
        made.put(zip, 0, at);
        made.putInt(0x06064B50).putLong(44).putShort((short) 45).putShort((short) 45).putInt(0).putInt(0);
        made.putLong(entries).putLong(entries).putLong(old.getInt(at + 12)).putLong(old.getInt(at + 16));
        made.putInt(0x07064B50).putInt(0).putLong(at).putInt(1);
        made.put(stating(zip, 0xFFFF), at, END);
        return made.array();
    }

    private static long entries(byte[] zip) throws IOException {
        return new ZipDirectory(new SeekableInMemoryByteChannel(zip)).entries();
    }

    @Test
    void countsWhatLiesThere() throws IOException {
        assertThat(entries(zip(11))).isEqualTo(11);
        assertThat(entries(stating(zip(11), 2))).isEqualTo(11);
        // More than are looked at at once.
        assertThat(entries(stating(zip(3000), 1))).isEqualTo(3000);
        assertThat(entries(zip64(zip(11), 3))).as("the other end's number is none").isEqualTo(11);
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        behind.writeBytes(new byte[5000]);
        behind.writeBytes(stating(zip(11), 2));
        assertThat(entries(behind.toByteArray())).as("something before it").isEqualTo(11);
    }

    @Test
    void believesLargeNumbers() throws IOException {
        assertThat(entries(stating(zip(2), 60_000))).isEqualTo(60_000);
        assertThat(entries(zip64(zip(2), 9_000_000_000L))).isEqualTo(9_000_000_000L);
        assertThat(entries(zip64(zip(2), -1))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void readsNothingOutside() throws IOException {
        assertThat(entries(new byte[0])).isZero();
        assertThat(entries(new byte[100])).isZero();
        byte[] zip = zip(3);
        for (int length = 0; length < zip.length; length++) {
            assertThat(entries(Arrays.copyOf(zip, length))).isZero();
        }
        little(zip).putInt(zip.length - END + 16, -1);
        assertThat(entries(zip)).isEqualTo(3);
    }

    @Test
    void isAskedBeforeTheZipIsOpened(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("many.zip"), zip64(zip(2), 7_000_000));
        assertThatThrownBy(() -> PhotoSource.open(file, Optional.empty(), List.of()).close())
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("has 7,000,000 entries; at most 500,000 are read");
    }
}
