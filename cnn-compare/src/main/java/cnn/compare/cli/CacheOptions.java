package cnn.compare.cli;

import cnn.config.CacheSpec;
import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where decoded photos are kept. */
final class CacheOptions {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keeps the decoded photos there for the next run, instead of in the user's folder for caches.")
    private Optional<Path> cache = Optional.empty();

    @Option(names = "--no-cache", description = "Decodes the photos anew and keeps none.")
    private boolean noCache;

    /** @throws BadInputException if the two options contradict each other */
    Optional<CacheSpec> choice() {
        if (noCache && cache.isPresent()) {
            throw new BadInputException("--cache and --no-cache contradict each other; leave one out");
        }
        return noCache ? Optional.of(new CacheSpec.None()) : cache.map(CacheSpec.In::new);
    }

    /** The user's folder for caches without an option. */
    CacheSpec orUsual() {
        return choice().orElseGet(CacheSpec.Usual::new);
    }
}
