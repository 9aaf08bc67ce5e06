package cnn.compare.cli;

import cnn.compare.run.PhotoChoice;
import cnn.config.BrokenPhotos;
import cnn.config.CacheSpec;
import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a run's photos are, and what happens to broken ones; not for pictures that come with the program. */
final class PhotoOptions {
    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The folder or archive with the photos of a run that says 'photos:'.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--broken",
            paramLabel = "skip|fail",
            description = "Leave photos out that cannot be read, or end; instead of the file's 'broken:'.")
    private Optional<BrokenPhotos> broken = Optional.empty();

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keeps the decoded photos there for the next run, instead of in the user's folder for caches.")
    private Optional<Path> cache = Optional.empty();

    @Option(names = "--no-cache", description = "Decodes the photos anew and keeps none.")
    private boolean noCache;

    /** @throws BadInputException if two of the options contradict each other */
    PhotoChoice choice() {
        if (noCache && cache.isPresent()) {
            throw new BadInputException("--cache and --no-cache contradict each other; leave one out");
        }
        Optional<CacheSpec> kept = noCache ? Optional.of(new CacheSpec.None()) : cache.map(CacheSpec.In::new);
        return new PhotoChoice(data, broken, kept);
    }
}
