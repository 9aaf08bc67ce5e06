package cnn.compare.cli;

import cnn.config.BrokenPhotos;
import cnn.config.CacheSpec;
import cnn.config.DatasetSpec;
import cnn.config.PhotosSpec;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
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

    boolean isGiven() {
        return data.isPresent() || broken.isPresent() || cache.isPresent() || noCache;
    }

    /** The run with the cache that was asked for, which is no part of a run's document. */
    RunConfig cached(RunConfig run) {
        if (noCache && cache.isPresent()) {
            throw new BadInputException("--cache and --no-cache contradict each other; leave one out");
        }
        if (noCache) {
            return run.withDataset(run.dataset().withCache(new CacheSpec.None(), "--no-cache"));
        }
        return cache.isPresent()
                ? run.withDataset(run.dataset().withCache(new CacheSpec.In(cache.get()), "--cache"))
                : run;
    }

    /** The run with them; where photos come from is written out in full, for a model that is moved. */
    RunDocument apply(RunDocument document) {
        RunDocument changed = document;
        Optional<Path> path = data.or(() -> document.config().dataset().photos().flatMap(PhotosSpec::path));
        if (path.isPresent()) {
            changed = changed.withPath(path.get());
        }
        return broken.isPresent() ? changed.withBroken(broken.get()) : changed;
    }

    RunConfig apply(RunConfig run) {
        DatasetSpec changed = run.dataset();
        if (data.isPresent()) {
            changed = changed.withPath(data.get());
        }
        if (broken.isPresent()) {
            changed = changed.withBroken(broken.get());
        }
        return cached(run.withDataset(changed));
    }
}
