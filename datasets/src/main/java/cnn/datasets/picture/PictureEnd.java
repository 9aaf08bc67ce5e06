package cnn.datasets.picture;

import java.util.Arrays;

/**
 * Whether a JPEG or PNG is whole. Java reads many that were cut off without a word and makes the rest grey or black.
 * Sources: ITU-T T.81, annex B (a JPEG is a chain of marker segments; behind the first start of scan comes coded data,
 * in which 0xFF is always followed by 0x00, up to the end-of-image marker); PNG, third edition, section 5 (a chain of
 * chunks, the last of which is IEND).
 */
final class PictureEnd {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    /** Of a chunk: its length before and its checksum behind what it holds, and its type between. */
    private static final int AROUND_A_CHUNK = 12;

    private PictureEnd() {}

    /** False for files that are neither. */
    static boolean isMissing(byte[] bytes) {
        if (bytes.length >= PNG.length && Arrays.equals(bytes, 0, PNG.length, PNG, 0, PNG.length)) {
            return isMissingInPng(bytes);
        }
        boolean jpeg = bytes.length >= 3 && at(bytes, 0) == 0xFF && at(bytes, 1) == 0xD8 && at(bytes, 2) == 0xFF;
        return jpeg && isMissingInJpeg(bytes);
    }

    private static boolean isMissingInJpeg(byte[] bytes) {
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

    private static boolean isMissingInPng(byte[] bytes) {
        long chunk = PNG.length;
        while (chunk + AROUND_A_CHUNK <= bytes.length) {
            int i = (int) chunk;
            long length = (long) at(bytes, i) << 24 | at(bytes, i + 1) << 16 | at(bytes, i + 2) << 8 | at(bytes, i + 3);
            if (bytes[i + 4] == 'I' && bytes[i + 5] == 'E' && bytes[i + 6] == 'N' && bytes[i + 7] == 'D') {
                return false;
            }
            chunk += AROUND_A_CHUNK + length;
        }
        return true;
    }

    private static int at(byte[] bytes, int index) {
        return bytes[index] & 0xFF;
    }
}
