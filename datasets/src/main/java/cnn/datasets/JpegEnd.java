package cnn.datasets;

/**
 * Whether a JPEG is whole. Java reads one that was cut off without a word and makes the rest grey. Source: ITU-T T.81,
 * annex B: a file is a chain of marker segments; behind the first start of scan comes coded data, in which 0xFF is
 * always followed by 0x00, up to the end-of-image marker.
 */
final class JpegEnd {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    private JpegEnd() {}

    /** False for files that are no JPEG. */
    static boolean isMissing(byte[] bytes) {
        if (bytes.length < 3 || at(bytes, 0) != 0xFF || at(bytes, 1) != 0xD8 || at(bytes, 2) != 0xFF) {
            return false;
        }
        int marker = 2;
        // Segments say their lengths; a thumbnail inside one has an end of its own, which does not count.
        while (marker + 4 <= bytes.length && at(bytes, marker) == 0xFF && at(bytes, marker + 1) != START_OF_SCAN) {
            marker += at(bytes, marker + 1) == 0xFF ? 1 : 2 + (at(bytes, marker + 2) << 8 | at(bytes, marker + 3));
        }
        for (int i = marker + 2; i + 1 < bytes.length; i++) {
            if (at(bytes, i) == 0xFF && at(bytes, i + 1) == END_OF_IMAGE) {
                return false;
            }
        }
        return true;
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }
}
