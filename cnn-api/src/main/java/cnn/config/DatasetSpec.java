package cnn.config;

import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * Which pictures, and how many of them.
 *
 * @param name of a dataset that comes with the program, for example {@code cats-dogs-32}, or what reports call the
 *     photos
 * @param train how many training samples; empty: all
 * @param validation how many of the dataset's own validation samples; empty: all
 * @param test how many test samples; empty: all
 * @param photos empty for a dataset that comes with the program
 */
public record DatasetSpec(
        String name, OptionalInt train, OptionalInt validation, OptionalInt test, Optional<PhotosSpec> photos) {
    /** A dataset that comes with the program. */
    public DatasetSpec(String name, OptionalInt train, OptionalInt test) {
        this(name, train, OptionalInt.empty(), test, Optional.empty());
    }

    /** All of the user's photos. */
    public DatasetSpec(String name, PhotosSpec photos) {
        this(name, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.of(photos));
    }

    static DatasetSpec read(YamlValue value) {
        if (value.isScalar()) {
            return new DatasetSpec(value.text(), OptionalInt.empty(), OptionalInt.empty());
        }
        YamlMap m = value.map();
        Optional<String> photos = m.optional("photos").map(YamlValue::text);
        String name = photos.isPresent() ? photos.get() : m.required("name").text();
        OptionalInt train = m.optional("train", DatasetSpec::count, OptionalInt.empty());
        OptionalInt validation = photos.isPresent()
                ? m.optional("validation", DatasetSpec::count, OptionalInt.empty())
                : OptionalInt.empty();
        OptionalInt test = m.optional("test", DatasetSpec::count, OptionalInt.empty());
        Optional<PhotosSpec> spec = photos.map(called -> PhotosReader.read(m, called));
        m.finish();
        return new DatasetSpec(name, train, validation, test, spec);
    }

    private static OptionalInt count(YamlValue value) {
        if (value.integer() < 1) {
            throw value.complaint("expected at least 1 sample, got " + value.integer());
        }
        return OptionalInt.of(value.integer());
    }

    /**
     * With the photos from there.
     *
     * @throws BadInputException if the dataset comes with the program
     */
    public DatasetSpec withPath(Path path) {
        return with("--data", spec -> spec.withPath(path));
    }

    /** @throws BadInputException if the dataset comes with the program */
    public DatasetSpec withSplit(SplitSpec split) {
        return with("--split", spec -> spec.withSplit(split));
    }

    /** @throws BadInputException if the dataset comes with the program */
    public DatasetSpec withBroken(BrokenPhotos broken) {
        return with("--broken", spec -> spec.withBroken(broken));
    }

    /**
     * With the decoded photos kept there.
     *
     * @param option what asks for it, for the message
     * @throws BadInputException if the dataset comes with the program
     */
    public DatasetSpec withCache(CacheSpec cache, String option) {
        return with(option, spec -> spec.withCache(cache));
    }

    private DatasetSpec with(String option, UnaryOperator<PhotosSpec> change) {
        PhotosSpec old = photos.orElseThrow(() -> new BadInputException(
                ("%s is for photos of your own, but the run's dataset '%s' comes with the program; leave it out,"
                                + " or write 'dataset: {photos: NAME, size: [H, W]}'")
                        .formatted(option, name)));
        return new DatasetSpec(name, train, validation, test, Optional.of(change.apply(old)));
    }

    /** Its name, and for photos how they are dealt out: what has the same words may be the same pictures. */
    public String words() {
        return photos.map(spec -> name + ", split " + spec.split()).orElse(name);
    }

    /** Whether training may get validation samples from it; for photos as they lie, only they themselves say. */
    boolean mayHaveValidation() {
        return photos.map(spec -> spec.split().mayHaveValidation()).orElse(false);
    }
}
