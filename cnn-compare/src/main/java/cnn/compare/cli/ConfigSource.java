package cnn.compare.cli;

import cnn.compare.experiment.BuiltIn;
import cnn.config.RunConfig;
import java.nio.file.Path;
import java.util.Optional;

/** Where a run's configuration comes from: the file that the user names, or one of those that come with the program. */
final class ConfigSource {
    private ConfigSource() {}

    /** @param builtIn name of a file of the folder {@code experiments}, used where the user names none */
    static RunConfig read(Optional<Path> file, String builtIn) {
        return file.map(RunConfig::read).orElseGet(() -> BuiltIn.experiment(builtIn));
    }
}
