package cnn.compare.cli;

import cnn.compare.run.PhotoChoice;
import cnn.config.BrokenPhotos;
import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a run's photos are, and what happens to broken ones; not for pictures that come with the program. */
final class PhotoOptions {
    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The folder or archive with the photos of a run that says 'photos:'.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "How they are dealt out: as_is, chollet, chollet_2 or random; instead of the file's 'split:'.")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--broken",
            paramLabel = "skip|fail",
            description = "Leave photos out that cannot be read, or end; instead of the file's 'broken:'.")
    private Optional<BrokenPhotos> broken = Optional.empty();

    @Mixin
    private CacheOptions cache = new CacheOptions();

    /** @throws BadInputException if two of the options contradict each other */
    PhotoChoice choice() {
        return new PhotoChoice(data, split, broken, cache.choice());
    }
}
