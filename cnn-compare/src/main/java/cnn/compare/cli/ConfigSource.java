package cnn.compare.cli;

import cnn.config.RunConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Where a run's configuration comes from: the file that the user names, or one of those that come with the program. */
final class ConfigSource {
    private ConfigSource() {}

    /** @param builtIn name of a file of the folder {@code experiments}, used where the user names none */
    static RunConfig read(Optional<Path> file, String builtIn) {
        return file.map(RunConfig::read).orElseGet(() -> builtIn(builtIn));
    }

    private static RunConfig builtIn(String name) {
        String resource = "/experiments/" + name;
        try (InputStream stream = ConfigSource.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the build");
            }
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                return RunConfig.read(reader, "experiments/" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
