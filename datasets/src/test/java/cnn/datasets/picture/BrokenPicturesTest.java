package cnn.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cnn.config.Fit;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every broken file is refused for the right reason, and never by an error of another kind. */
class BrokenPicturesTest {
    private static final PictureSize SIZE = new PictureSize(3, 8, 8, Fit.STRETCH);

    private static BrokenReason reason(byte[] file) {
        BrokenPictureException broken = catchThrowableOfType(
                BrokenPictureException.class, () -> PictureDecoder.usual().decode(file, SIZE));
        assertThat(broken).isNotNull();
        assertThat(broken.getMessage()).isNotBlank();
        return broken.reason();
    }

    @Test
    void namesTheReason() {
        assertThat(reason(new byte[0])).isEqualTo(BrokenReason.EMPTY);
        assertThat(reason("a text that is no picture".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(BrokenReason.NOT_A_PICTURE);
        assertThat(reason(new byte[Limits.FILE + 1])).isEqualTo(BrokenReason.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif"})
    void noticesWhereverAFileWasCutOff(String format) {
        byte[] whole = Pictures.file(Pictures.waves(16, 16, 1), format);
        for (int length = 12; length < whole.length - 1; length++) {
            assertThat(reason(Arrays.copyOf(whole, length)))
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo(BrokenReason.TRUNCATED);
        }
    }

    /** Java's decoder makes the rest grey without a word; the end-of-image marker is there. */
    @Test
    void noticesAMissingMiddle() {
        byte[] whole = Pictures.file(Pictures.waves(64, 64, 1), "jpg");
        byte[] patched = Arrays.copyOf(whole, whole.length * 2 / 3);
        patched[patched.length - 2] = (byte) 0xFF;
        patched[patched.length - 1] = (byte) 0xD9;
        assertThat(reason(patched)).isEqualTo(BrokenReason.TRUNCATED);
    }

    /** The end of a thumbnail inside a segment, or of bytes in a table, is not the picture's. */
    @Test
    void knowsWhoseEndItIs() {
        byte[] jpeg = Pictures.file(Pictures.waves(16, 16, 1), "jpg");
        byte[] thumbnail = Pictures.withSegment(jpeg, 0xE2, jpeg);
        assertThat(reason(Arrays.copyOf(thumbnail, thumbnail.length - 2))).isEqualTo(BrokenReason.TRUNCATED);
    }

    /** A few bytes that promise 30,000 × 30,000 pixels allocate none of them. */
    @Test
    void refusesAbsurdSizesBeforeDecoding() {
        byte[] jpeg = Pictures.file(Pictures.waves(16, 16, 1), "jpg");
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) 30_000).putShort(i + 7, (short) 30_000);
                break;
            }
        }
        assertThat(reason(jpeg)).isEqualTo(BrokenReason.TOO_LARGE);
        byte[] png = Pictures.file(Pictures.waves(16, 16, 1), "png");
        ByteBuffer.wrap(png).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
        byte[] header = Pictures.chunk("IHDR", Arrays.copyOfRange(png, 16, 29));
        System.arraycopy(header, 0, png, 8, header.length);
        assertThat(reason(png)).isEqualTo(BrokenReason.TOO_LARGE);
        // A chunk that says that it has 2 GiB.
        byte[] lies = Pictures.file(Pictures.waves(16, 16, 1), "png");
        ByteBuffer.wrap(lies).putInt(33, Integer.MAX_VALUE);
        assertThat(reason(lies)).isEqualTo(BrokenReason.TRUNCATED);
    }

    /** A hundred bytes that promise 2 GiB: as a picture inside, as runs of pixels, or as a file of runs. */
    @Test
    void believesNoSizeThatABmpStates() {
        int much = 0x7FFFFF00;
        assertThat(reason(bmp(4, much, 0))).isEqualTo(BrokenReason.UNSUPPORTED);
        assertThat(reason(bmp(5, much, 0))).isEqualTo(BrokenReason.UNSUPPORTED);
        assertThat(reason(bmp(0, much, 0))).isEqualTo(BrokenReason.TRUNCATED);
        assertThat(reason(bmp(1, much, 0))).isEqualTo(BrokenReason.TRUNCATED);
        assertThat(reason(bmp(2, 0, much))).isEqualTo(BrokenReason.TRUNCATED);
    }

    private static byte[] bmp(int compression, int pixelBytes, int fileBytes) {
        byte[] bmp = Pictures.file(Pictures.waves(4, 4, 1), "bmp");
        ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(2, fileBytes).putInt(30, compression).putInt(34, pixelBytes);
        return bmp;
    }

    /** Its reader decodes all pixels before it leaves any out; 4×3, and the same on a canvas of 1×1. */
    @Test
    void refusesWebPsThatAreNotDecodedInParts() throws BrokenPictureException {
        byte[] file = Base64.getDecoder()
                .decode("UklGRi4AAABXRUJQVlA4TCEAAAAvA4AAABcQAoKi65YTkCT4vOfNf/gUCASSJJecOKL/0QAA");
        byte[] canvas = {'V', 'P', '8', 'X', 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        byte[] within = Pictures.concat(
                Arrays.copyOf(file, 12), canvas, Arrays.copyOfRange(file, 12, file.length));
        ByteBuffer.wrap(within).order(ByteOrder.LITTLE_ENDIAN).putInt(4, within.length - 8);
        assertThat(new PhotoDecoder(new Limits(100, 1000, 12)).decode(file, SIZE)).hasSize(192);
        for (byte[] one : new byte[][] {file, within}) {
            BrokenPictureException broken = catchThrowableOfType(
                    BrokenPictureException.class,
                    () -> new PhotoDecoder(new Limits(100, 1000, 11)).decode(one, SIZE));
            assertThat(broken.reason()).isEqualTo(BrokenReason.TOO_LARGE);
        }
    }

    @Test
    void saysWhatIsNotRead() {
        byte[] jpeg = Pictures.file(Pictures.waves(16, 16, 1), "jpg");
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                jpeg[i + 1] = (byte) 0xC9;
                break;
            }
        }
        assertThat(reason(jpeg)).isEqualTo(BrokenReason.UNSUPPORTED);
    }

    /** Bytes changed at random either change the picture or break it, in every format; nothing else ever comes out. */
    @ParameterizedTest
    @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
    void neverFailsInAnotherWay(String format) {
        byte[] whole = Pictures.file(Pictures.waves(24, 20, 5), format);
        Random random = new Random(11);
        Map<BrokenReason, Integer> seen = new EnumMap<>(BrokenReason.class);
        for (int trial = 0; trial < 400; trial++) {
            byte[] changed = whole.clone();
            for (int k = random.nextInt(6); k >= 0; k--) {
                // Headers more often than pixels.
                int most = random.nextBoolean() ? changed.length : Math.min(changed.length, 200);
                changed[random.nextInt(most)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PictureDecoder.usual().decode(changed, SIZE)).hasSize(192);
            } catch (BrokenPictureException broken) {
                seen.merge(broken.reason(), 1, Integer::sum);
            }
        }
        assertThat(seen).as("%s", format).hasSizeGreaterThanOrEqualTo(2);
    }
}
