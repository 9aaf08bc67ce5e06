package cnn.config;

import java.util.OptionalInt;

/**
 * Which pictures, and how many of them.
 *
 * @param name of a dataset, for example {@code cats-dogs-32}
 * @param train how many training samples; empty: all
 * @param test how many test samples; empty: all
 */
public record DatasetSpec(String name, OptionalInt train, OptionalInt test) {
    static DatasetSpec read(YamlValue value) {
        if (value.isScalar()) {
            return new DatasetSpec(value.text(), OptionalInt.empty(), OptionalInt.empty());
        }
        YamlMap m = value.map();
        String name = m.required("name").text();
        OptionalInt train = m.optional("train", DatasetSpec::count, OptionalInt.empty());
        OptionalInt test = m.optional("test", DatasetSpec::count, OptionalInt.empty());
        m.finish();
        return new DatasetSpec(name, train, test);
    }

    private static OptionalInt count(YamlValue value) {
        if (value.integer() < 1) {
            throw value.complaint("expected at least 1 sample, got " + value.integer());
        }
        return OptionalInt.of(value.integer());
    }
}
