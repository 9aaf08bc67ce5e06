package cnn.datasets.cifar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cnn.error.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** On the test part, because it is the smaller one. */
class DamagedResourcesTest {
    @Test
    void aMissingFileIsNamed() {
        CatsAndDogs32 dataset = new CatsAndDogs32(file -> CatsAndDogs32.openResource("nothing-" + file));
        assertThatThrownBy(dataset::test)
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("cats-dogs-32", "test-labels.txt", "missing", "build the project again");
    }

    @Test
    void aTruncatedSheetIsRefused() {
        byte[] sheet = Embedded.bytes("test.png");
        for (int length : new int[] {0, 7, 40, 100_000, sheet.length / 2, sheet.length - 100}) {
            complains(with("test.png", Arrays.copyOf(sheet, length)), "test.png");
        }
    }

    @Test
    void aFlippedBitIsNoticed() {
        byte[] sheet = Embedded.bytes("test.png");
        for (int at : new int[] {0, 20, 45, 10_000, sheet.length / 2, sheet.length - 1_000}) {
            byte[] flipped = sheet.clone();
            flipped[at] ^= 0x10;
            complains(with("test.png", flipped), "test.png");
        }
    }

    @Test
    void anotherSheetIsRefusedBeforeItIsDecoded() {
        complains(with("test.png", Embedded.bytes("train.png")), "expected 1600×1280 pixels", "got 3200×3200");
    }

    @Test
    void exchangedLabelsAreNoticed() {
        byte[] labels = Embedded.bytes("test-labels.txt");
        String text = new String(labels, StandardCharsets.US_ASCII).replaceFirst("cat\ndog", "dog\ncat");
        complains(with("test-labels.txt", text.getBytes(StandardCharsets.US_ASCII)), "test-labels.txt", "SHA-256");
    }

    @Test
    void anUnknownLabelIsNamedWithItsLine() {
        byte[] text = "cat\nduck\n".getBytes(StandardCharsets.US_ASCII);
        complains(with("test-labels.txt", text), "test-labels.txt:2", "'duck'");
    }

    @Test
    void noLabelsAreRefused() {
        complains(with("test-labels.txt", new byte[0]), "test-labels.txt", "no labels");
    }

    /** Windows line ends, which a version control system may make. */
    @Test
    void carriageReturnsDoNotMatter() {
        byte[] labels = Embedded.bytes("test-labels.txt");
        String text = new String(labels, StandardCharsets.US_ASCII).replace("\n", "\r\n");
        CatsAndDogs32 dataset = with("test-labels.txt", text.getBytes(StandardCharsets.US_ASCII));
        assertThat(dataset.images(TileFiles.TEST).count()).isEqualTo(2_000);
    }

    @Test
    void nothingIsReadBeforeItIsAskedForAndThenOnce() {
        AtomicInteger opened = new AtomicInteger();
        CatsAndDogs32 dataset = new CatsAndDogs32(file -> {
            opened.incrementAndGet();
            return CatsAndDogs32.openResource(file);
        });
        assertThat(dataset.name()).isEqualTo("cats-dogs-32");
        assertThat(opened).hasValue(0);
        dataset.train();
        dataset.train();
        dataset.normalization();
        assertThat(opened).hasValue(2);
    }

    private static void complains(CatsAndDogs32 dataset, String... words) {
        assertThatThrownBy(dataset::test)
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(words)
                .message()
                .hasLineCount(1);
    }

    private static CatsAndDogs32 with(String replaced, byte[] content) {
        return new CatsAndDogs32(
                file -> file.equals(replaced) ? stream(content) : CatsAndDogs32.openResource(file));
    }

    private static InputStream stream(byte[] content) {
        return new ByteArrayInputStream(content);
    }
}
