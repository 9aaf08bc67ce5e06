package cnn.datasets.picture;

import java.nio.charset.StandardCharsets;

/** Numbers and marks in a file's bytes, unsigned. Nothing is read behind the end: callers look first. */
record FileBytes(byte[] bytes) {
    int length() {
        return bytes.length;
    }

    int u8(int at) {
        return bytes[at] & 0xFF;
    }

    /** Two bytes, the higher first. */
    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    /** Four bytes, the highest first. */
    long u32(int at) {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** Four bytes, the lowest first. */
    long u32Little(int at) {
        return (long) u8(at + 3) << 24 | u8(at + 2) << 16 | u8(at + 1) << 8 | u8(at);
    }

    /** Whether the characters of {@code text}, a byte each, stand there; false at the end of the file. */
    boolean has(String text, int at) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (at < 0 || at > bytes.length - wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
