package cnn.config;

import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Photos that the user has in a folder or an archive, and how they become samples.
 *
 * @param path the folder or archive; empty: the command line must say
 * @param height H of the samples
 * @param width W of the samples
 * @param layout empty: found out by looking
 * @param classes by label; empty: all there are, by their names
 * @param cache where the decoded photos are kept
 */
public record PhotosSpec(
        Optional<Path> path,
        int height,
        int width,
        Fit fit,
        Optional<PhotoLayout> layout,
        List<String> classes,
        SplitSpec split,
        NearDuplicates nearDuplicates,
        BrokenPhotos broken,
        CacheSpec cache) {
    private static final int LARGEST = 4096;

    /** @throws BadInputException if a side is not in 1 to 4096, or a class stands twice */
    public PhotosSpec {
        classes = List.copyOf(classes);
        if (height < 1 || width < 1 || height > LARGEST || width > LARGEST) {
            throw new BadInputException(
                    "size must be [H, W] with sides of 1 to %d, got [%d, %d]".formatted(LARGEST, height, width));
        }
        if (classes.size() == 1 || new HashSet<>(classes).size() != classes.size()) {
            throw new BadInputException("classes must be two different names or more, got " + classes);
        }
    }

    /** As they lie: stretched to that size, every class, broken ones skipped. */
    public PhotosSpec(int height, int width) {
        this(
                Optional.empty(),
                height,
                width,
                Fit.STRETCH,
                Optional.empty(),
                List.of(),
                new SplitSpec.AsIs(),
                NearDuplicates.KEEP,
                BrokenPhotos.SKIP,
                new CacheSpec.Usual());
    }

    public PhotosSpec withPath(Path wanted) {
        return new PhotosSpec(
                Optional.of(wanted), height, width, fit, layout, classes, split, nearDuplicates, broken, cache);
    }

    public PhotosSpec withLayout(Optional<PhotoLayout> wanted) {
        return new PhotosSpec(path, height, width, fit, wanted, classes, split, nearDuplicates, broken, cache);
    }

    public PhotosSpec withClasses(List<String> wanted) {
        return new PhotosSpec(path, height, width, fit, layout, wanted, split, nearDuplicates, broken, cache);
    }

    public PhotosSpec withSplit(SplitSpec wanted) {
        return new PhotosSpec(path, height, width, fit, layout, classes, wanted, nearDuplicates, broken, cache);
    }

    public PhotosSpec withNearDuplicates(NearDuplicates wanted) {
        return new PhotosSpec(path, height, width, fit, layout, classes, split, wanted, broken, cache);
    }

    public PhotosSpec withBroken(BrokenPhotos wanted) {
        return new PhotosSpec(path, height, width, fit, layout, classes, split, nearDuplicates, wanted, cache);
    }

    public PhotosSpec withCache(CacheSpec wanted) {
        return new PhotosSpec(
                path, height, width, fit, layout, classes, split, nearDuplicates, broken, wanted);
    }
}
