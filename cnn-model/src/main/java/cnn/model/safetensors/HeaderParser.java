package cnn.model.safetensors;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads a header token by token: what the format does not know is refused where it stands, before it takes memory. */
final class HeaderParser {
    private static final int LONGEST_NAME_SHOWN = 60;
    private static final int MOST_EXTENTS = 16;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final JsonParser parser;
    private final List<Header.Entry> entries = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private HeaderParser(JsonParser parser) {
        this.parser = parser;
    }

    static Header parse(String text) {
        if (!text.startsWith("{")) {
            throw new BadInputException("its header does not begin with '{'");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            HeaderParser reading = new HeaderParser(parser);
            reading.header();
            return new Header(reading.entries, reading.metadata);
        } catch (JacksonException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new BadInputException("its header is no JSON that could be read (" + printable(why) + ")", e);
        }
    }

    private void header() {
        expect(JsonToken.START_OBJECT, "its header");
        while (next() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (name.equals(Safetensors.METADATA)) {
                metadata();
            } else {
                entries.add(entry(name));
            }
        }
        if (Optional.ofNullable(parser.nextToken()).isPresent()) {
            throw new BadInputException("something stands behind its header's last '}'");
        }
    }

    private void metadata() {
        expect(JsonToken.START_OBJECT, Safetensors.METADATA);
        while (next() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            expect(JsonToken.VALUE_STRING, "the metadata's " + quoted(key));
            metadata.put(key, parser.getString());
        }
    }

    private Header.Entry entry(String name) {
        String what = "tensor " + quoted(name);
        Optional<String> dtype = Optional.empty();
        Optional<long[]> shape = Optional.empty();
        Optional<long[]> offsets = Optional.empty();
        expect(JsonToken.START_OBJECT, what);
        while (next() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            switch (key) {
                case "dtype" -> {
                    expect(JsonToken.VALUE_STRING, what + "'s dtype");
                    dtype = Optional.of(parser.getString());
                }
                case "shape" -> shape = Optional.of(numbers(what + "'s shape"));
                case "data_offsets" -> offsets = Optional.of(numbers(what + "'s data_offsets"));
                default -> throw new BadInputException(what + " has an unknown key " + quoted(key));
            }
        }
        if (dtype.isEmpty() || shape.isEmpty() || offsets.isEmpty()) {
            throw new BadInputException(what + " lacks its dtype, shape or data_offsets");
        }
        long[] range = offsets.get();
        if (range.length != 2 || range[0] > range[1]) {
            throw new BadInputException(what + "'s data_offsets " + Arrays.toString(range) + " are no range");
        }
        return new Header.Entry(name, precision(what, dtype.get()), shape(what, shape.get()), range[0], range[1]);
    }

    private static Precision precision(String what, String dtype) {
        for (Precision precision : Precision.values()) {
            if (Header.dtype(precision).equals(dtype)) {
                return precision;
            }
        }
        throw new BadInputException(what + " is of dtype " + quoted(dtype) + "; only F32 and F64 can be read");
    }

    private static Shape shape(String what, long[] extents) {
        try {
            return Shape.of(Arrays.stream(extents)
                    .mapToInt(extent -> (int) Math.min(extent, Integer.MAX_VALUE))
                    .toArray());
        } catch (BadInputException range) {
            throw range.at(what);
        }
    }

    /** A list of whole numbers that are not below 0. */
    private long[] numbers(String what) {
        expect(JsonToken.START_ARRAY, what);
        long[] values = new long[MOST_EXTENTS];
        int count = 0;
        while (next() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || count == MOST_EXTENTS) {
                throw new BadInputException(what + " is no list of at most " + MOST_EXTENTS + " whole numbers");
            }
            values[count] = parser.getLongValue();
            if (values[count++] < 0) {
                throw new BadInputException(what + " holds a number below 0");
            }
        }
        return Arrays.copyOf(values, count);
    }

    private JsonToken next() {
        return Optional.ofNullable(parser.nextToken())
                .orElseThrow(() -> new BadInputException("its header ends too early"));
    }

    private void expect(JsonToken wanted, String what) {
        JsonToken token = next();
        if (token != wanted) {
            throw new BadInputException("%s: expected %s, got %s".formatted(what, wanted, token));
        }
    }

    /** A name for a message of one line, whatever is in it. */
    static String quoted(String name) {
        String shown = name.length() > LONGEST_NAME_SHOWN ? name.substring(0, LONGEST_NAME_SHOWN) + "…" : name;
        return "'" + printable(shown) + "'";
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.appendCodePoint(
                Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE
                                || Character.getType(c) == Character.LINE_SEPARATOR
                                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        ? '\uFFFD'
                        : c));
        return shown.toString();
    }
}
