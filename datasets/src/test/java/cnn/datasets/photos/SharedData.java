package cnn.datasets.photos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Photos that lie beside the project and may not be part of it: {@code ../shared/data} seen from the repository, or
 * where {@code -Dcnn.shared.data} says.
 */
final class SharedData {
    private SharedData() {}

    /** Ends the test as skipped where it is not there. */
    static Path folder(String name) {
        Optional<Path> found = Stream.concat(
                        Optional.ofNullable(System.getProperty("cnn.shared.data")).stream(),
                        Stream.of("../shared/data", "../../shared/data"))
                .map(place -> Path.of(place).resolve(name))
                .filter(Files::isDirectory)
                .findFirst();
        assumeTrue(
                found.isPresent(),
                "there is no ../shared/data/" + name + "; say where it is with -Dcnn.shared.data=FOLDER");
        return found.orElseThrow();
    }
}
