package cnn.config;

import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what stands beside {@code photos: NAME}. */
final class PhotosReader {
    /** The name that says by itself which classes there are. */
    static final String DOGS_VS_CATS = "dogs-vs-cats";

    private static final KindReader<SplitSpec> SPLITS = new KindReader<>(
            "split",
            Map.of(
                    "as_is", m -> new SplitSpec.AsIs(),
                    "chollet", m -> new SplitSpec.Chollet(1),
                    "chollet_2", m -> new SplitSpec.Chollet(2),
                    "random", PhotosReader::random));

    private PhotosReader() {}

    static PhotosSpec read(YamlMap m, String name) {
        YamlValue size = m.required("size");
        List<YamlValue> sides = size.isList() ? size.list() : List.of(size, size);
        if (sides.size() != 2) {
            throw size.complaint("size: expected [H, W], got a list of " + sides.size());
        }
        try {
            return new PhotosSpec(
                    m.optional("path").map(YamlValue::path),
                    sides.get(0).integer(),
                    sides.get(1).integer(),
                    m.optional("fit", v -> word(v, Fit.values()), Fit.STRETCH),
                    m.optional("layout").map(v -> word(v, PhotoLayout.values())),
                    m.optional("classes", PhotosReader::classes, usualClasses(name)),
                    m.optional("split", SPLITS::read, new SplitSpec.AsIs()),
                    m.optional("near_duplicates", v -> word(v, NearDuplicates.values()), NearDuplicates.KEEP),
                    m.optional("broken", v -> word(v, BrokenPhotos.values()), BrokenPhotos.SKIP),
                    new CacheSpec.Usual());
        } catch (BadInputException range) {
            throw m.complaint(range);
        }
    }

    private static List<String> usualClasses(String name) {
        return name.equals(DOGS_VS_CATS) ? List.of("cat", "dog") : List.of();
    }

    private static List<String> classes(YamlValue value) {
        return value.list().stream().map(YamlValue::text).toList();
    }

    private static SplitSpec random(YamlMap m) {
        SplitSpec.Random usual = new SplitSpec.Random();
        Optional<Double> train = m.optional("train").map(YamlValue::number);
        Optional<Double> test = m.optional("test").map(YamlValue::number);
        // Who says how many train and test has said that there is no more.
        double otherwise = train.isPresent() || test.isPresent() ? 0.0 : usual.validation();
        double validation = m.optional("validation", YamlValue::number, otherwise);
        long seed = m.optional("seed", YamlValue::longInteger, usual.seed());
        return new SplitSpec.Random(train.orElse(usual.train()), validation, test.orElse(usual.test()), seed);
    }

    /** One of an enum's names in small letters. */
    private static <E extends Enum<E>> E word(YamlValue value, E[] known) {
        return Stream.of(known)
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(value.text()))
                .findFirst()
                .orElseThrow(() -> value.complaint("unknown " + value.what() + " '" + value.text() + "' "
                        + Suggestion.among(
                                value.text(),
                                Stream.of(known)
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .toList())));
    }
}
