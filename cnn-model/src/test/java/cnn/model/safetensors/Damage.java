package cnn.model.safetensors;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Files as accidents and attackers leave them. */
final class Damage {
    private static final List<String> PIECES = List.of(
            "{", "}", "[", "]", ":", ",", "\"", "\"a\"", "\"b\"", "\"dtype\"", "\"shape\"", "\"data_offsets\"",
            "\"F32\"", "\"F64\"", "\"F16\"", "0", "4", "8", "16", "-1", "1e9",
            "4294967296", "9223372036854775807", "null", "true",
            "\"__metadata__\"", "\"sha256\"", "\"" + "0".repeat(64) + "\"", " ", "\\u0000", "\"\\ud800\"", "[0,8]",
            "[2]",
            "{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}", "\"c\":", "é", "//", "NaN");

    private Damage() {}

    /** One to three damages, each at a random place. */
    static byte[] of(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = one(bytes, random);
        }
        return bytes;
    }

    private static byte[] one(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int from = random.nextInt(bytes.length);
        int to = from + random.nextInt(bytes.length - from + 1);
        byte[] damaged = bytes.clone();
        switch (random.nextInt(6)) {
            case 0 -> damaged[from] = (byte) random.nextInt();
            case 1 -> Arrays.fill(damaged, from, to, (byte) 0);
            case 2 -> damaged = Arrays.copyOf(bytes, from);
            case 3 -> {
                damaged = Arrays.copyOf(bytes, bytes.length - (to - from));
                System.arraycopy(bytes, to, damaged, from, bytes.length - to);
            }
            case 4 -> {
                damaged = Arrays.copyOf(bytes, bytes.length + (to - from));
                System.arraycopy(bytes, from, damaged, to, bytes.length - from);
            }
            default -> {
                int other = random.nextInt(bytes.length);
                damaged[from] = bytes[other];
                damaged[other] = bytes[from];
            }
        }
        return damaged;
    }

    /** Something between a valid header and noise. */
    static String header(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "" : "{");
        if (random.nextBoolean()) {
            text.append("\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}");
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.append(random.nextInt(8) == 0 ? "" : "}").toString();
    }
}
