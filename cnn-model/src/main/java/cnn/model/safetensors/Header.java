package cnn.model.safetensors;

import cnn.error.BadInputException;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A safetensors header.
 *
 * @param entries in the order of their values in the file, without a gap between them
 * @param metadata the checksum is in it
 */
record Header(List<Entry> entries, Map<String, String> metadata) {

    /** One tensor: its values are the bytes {@code begin} to {@code end - 1} behind the header. */
    record Entry(String name, Precision precision, Shape shape, long begin, long end) {}

    Header {
        entries = entries.stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList();
    }

    /** What a header says of a number format. */
    static String dtype(Precision precision) {
        return precision == Precision.FLOAT32 ? "F32" : "F64";
    }

    /** The header of a file with these contents, whose checksum is still blank. */
    static Header of(Safetensors contents) {
        List<Entry> entries = new ArrayList<>();
        long at = 0;
        for (Map.Entry<String, StoredTensor> named : contents.tensors().entrySet()) {
            StoredTensor tensor = named.getValue();
            long end = at + (long) tensor.shape().size() * tensor.precision().bytes();
            entries.add(new Entry(named.getKey(), tensor.precision(), tensor.shape(), at, end));
            at = end;
        }
        // The checksum first: no value before it can hold the same digits.
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(Seal.KEY, Seal.BLANK);
        metadata.putAll(contents.metadata());
        return new Header(entries, metadata);
    }

    /** As JSON, with spaces behind it so that the values begin at a multiple of eight. */
    byte[] toBytes() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(Safetensors.METADATA, metadata);
        for (Entry entry : entries) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("dtype", dtype(entry.precision()));
            value.put("shape", entry.shape().toArray());
            value.put("data_offsets", new long[] {entry.begin(), entry.end()});
            fields.put(entry.name(), value);
        }
        String json = JsonMapper.builder().build().writeValueAsString(fields);
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param dataBytes how many bytes there are behind the header
     * @throws BadInputException if it is no such header or does not fit; says what is wrong, but not in which file
     */
    static Header parse(byte[] bytes, long dataBytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadInputException("its header is no text in UTF-8", e);
        }
        Header header = HeaderParser.parse(text);
        header.requireNoGaps(dataBytes);
        return header;
    }

    /** The entries must fill the bytes behind the header, each byte once. */
    private void requireNoGaps(long dataBytes) {
        long at = 0;
        for (Entry entry : entries) {
            long wanted = (long) entry.shape().size() * entry.precision().bytes();
            if (entry.begin() != at) {
                throw new BadInputException("tensor %s begins at byte %d, where byte %d was due (%s)"
                        .formatted(HeaderParser.quoted(entry.name()), entry.begin(), at,
                                entry.begin() < at ? "it overlaps another one" : "there is a gap"));
            }
            if (entry.end() - entry.begin() != wanted) {
                throw new BadInputException("tensor %s has %d bytes, but %s of %s needs %d"
                        .formatted(HeaderParser.quoted(entry.name()), entry.end() - entry.begin(),
                                dtype(entry.precision()), entry.shape(), wanted));
            }
            at = entry.end();
        }
        if (at != dataBytes) {
            throw new BadInputException("its tensors need %d bytes, the file has %d of them".formatted(at, dataBytes));
        }
    }
}
