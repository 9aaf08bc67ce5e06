package cnn.config;

import cnn.error.BadInputException;
import java.util.List;

/**
 * What somebody else has reached with a run's network, for reports to stand beside one's own figure. As YAML, one or a
 * list of {@code {accuracy: 0.82, on: validation, samples: 1000, source: "…"}}; {@code accuracy: [0.70, 0.72]} is a
 * range.
 *
 * @param low the least accuracy that is claimed, in [0, 1]
 * @param high the greatest; equal to {@code low} where one number is claimed
 * @param on what it was measured on: {@code test} or {@code validation}
 * @param samples how many pictures it was measured on: they decide how far chance may move it
 * @param source who says so, and where
 */
public record Published(double low, double high, String on, int samples, String source) {
    private static final List<String> PARTS = List.of("test", "validation");

    /** @throws BadInputException if a number is out of its range */
    public Published {
        if (!(low >= 0 && low <= high && high <= 1)) {
            throw new BadInputException("a published accuracy lies between 0 and 1, got %s to %s".formatted(low, high));
        }
        if (samples < 1) {
            throw new BadInputException("a published accuracy is that of at least 1 sample, got " + samples);
        }
        if (!PARTS.contains(on)) {
            throw new BadInputException("a published accuracy is on one of " + PARTS + ", not on '" + on + "'");
        }
    }

    static List<Published> read(YamlValue value) {
        return value.isList() ? value.list().stream().map(Published::one).toList() : List.of(one(value));
    }

    private static Published one(YamlValue value) {
        YamlMap m = value.map();
        YamlValue accuracy = m.required("accuracy");
        List<YamlValue> ends = accuracy.isList() ? accuracy.list() : List.of(accuracy, accuracy);
        if (ends.size() != 2) {
            throw accuracy.complaint("expected an accuracy or a range [low, high]");
        }
        String on = m.optional("on", YamlValue::text, "test");
        int samples = m.required("samples").integer();
        String source = m.required("source").text();
        m.finish();
        try {
            return new Published(ends.get(0).number(), ends.get(1).number(), on, samples, source);
        } catch (BadInputException range) {
            throw value.complaint(range);
        }
    }
}
