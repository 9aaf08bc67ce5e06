package cnn.datasets.cifar;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The embedded dataset, decoded once for all tests. */
public final class Embedded {
    public static final CatsAndDogs32 DATASET = new CatsAndDogs32();

    private Embedded() {}

    static byte[] bytes(String file) {
        try (InputStream in = CatsAndDogs32.openResource(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    static List<String> lines(String file) {
        return new String(bytes(file), StandardCharsets.US_ASCII).lines().toList();
    }

    static List<Integer> positions(TileFiles part) {
        return lines(part.index()).stream().map(Integer::valueOf).toList();
    }
}
