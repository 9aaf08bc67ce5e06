package cnn.compare.run;

import cnn.config.BrokenPhotos;
import cnn.config.CacheSpec;
import cnn.config.DatasetSpec;
import cnn.config.PhotosSpec;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.config.SplitSpec;
import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command says of a run's photos, besides the run's file. Empty: what the file says.
 *
 * @param data the folder or archive where they are
 * @param split the name of the way they are dealt out in
 * @param broken what happens to those that cannot be read
 * @param cache where decoded ones are kept; no part of a run's document
 */
public record PhotoChoice(
        Optional<Path> data, Optional<String> split, Optional<BrokenPhotos> broken, Optional<CacheSpec> cache) {
    /** All as the file has it. */
    public static final PhotoChoice NONE =
            new PhotoChoice(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The run with them; where photos come from is written out in full, for a model that is moved.
     *
     * @throws BadInputException if something is chosen that does not exist, or the run's pictures come with the program
     */
    public RunDocument applyTo(RunDocument document) {
        RunDocument changed = document;
        Optional<Path> path = data.or(() -> document.config().dataset().photos().flatMap(PhotosSpec::path));
        if (path.isPresent()) {
            changed = changed.withPath(path.get());
        }
        if (split.isPresent()) {
            changed = changed.withSplit(split.get());
        }
        return broken.isPresent() ? changed.withBroken(broken.get()) : changed;
    }

    /** The run with the chosen cache. */
    public RunConfig cached(RunConfig run) {
        return run.withDataset(cached(run.dataset()));
    }

    private DatasetSpec cached(DatasetSpec dataset) {
        return cache.map(kept -> dataset.withCache(kept, kept instanceof CacheSpec.None ? "--no-cache" : "--cache"))
                .orElse(dataset);
    }

    /** Both, for a run that is not written down. */
    public RunConfig applyTo(RunConfig run) {
        return run.withDataset(applyTo(run.dataset()));
    }

    /** @throws BadInputException if something is chosen that does not exist, or the pictures come with the program */
    public DatasetSpec applyTo(DatasetSpec dataset) {
        DatasetSpec placed = data.map(dataset::withPath).orElse(dataset);
        DatasetSpec dealt = split.map(SplitSpec::named).map(placed::withSplit).orElse(placed);
        return cached(broken.map(dealt::withBroken).orElse(dealt));
    }
}
