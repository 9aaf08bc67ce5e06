package cnn.model.safetensors;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * A file's SHA-256 inside the file: 64 hexadecimal digits, which count as zeros while it is taken. So it covers all of
 * the file, the header too.
 */
final class Seal {
    /** The metadata's key. */
    static final String KEY = "sha256";

    static final int DIGITS = 64;

    /** Stands where the digits will be. */
    static final String BLANK = "0".repeat(DIGITS);

    private Seal() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Where the digits stand in a header. */
    static OptionalInt find(byte[] header, String digits) {
        byte[] wanted = digits.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + wanted.length <= header.length; at++) {
            if (Arrays.equals(header, at, at + wanted.length, wanted, 0, wanted.length)) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    /** The header as it was when the checksum was taken. */
    static byte[] blanked(byte[] header, int at) {
        byte[] copy = header.clone();
        Arrays.fill(copy, at, at + DIGITS, (byte) '0');
        return copy;
    }
}
