package cnn.model.safetensors;

import cnn.error.BadInputException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The contents of a safetensors file: tensors by name, and text about them. Such a file is eight bytes (the header's
 * length, little-endian), a header in JSON ({@code {"conv1.w": {"dtype": "F32", "shape": [8, 3, 3, 3], "data_offsets":
 * [0, 864]}, "__metadata__": {…}}}), and the values, little-endian and row-major, without a gap. It holds data only:
 * reading it runs nothing. Source of the format: https://github.com/huggingface/safetensors, "Format".
 *
 * <p>Files written here carry, as the metadata's {@value Seal#KEY}, a SHA-256 over the whole file (taken with the
 * checksum's own digits as zeros), so that every changed bit is noticed. Other programs may ignore it.
 *
 * @param metadata by its keys, in order, without the checksum
 * @param tensors by their names, in the order of their values in the file
 */
public record Safetensors(Map<String, String> metadata, Map<String, StoredTensor> tensors) {
    /** The key under which a header has its metadata; no tensor can be called that. */
    static final String METADATA = "__metadata__";

    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("no tensor can be called " + METADATA);
        }
        if (metadata.containsKey(Seal.KEY)) {
            throw new IllegalArgumentException("the metadata's '" + Seal.KEY + "' is the file's checksum");
        }
    }

    /** Whether a file must have a checksum of this project's kind. One that is there must always be right. */
    public enum Checksum {
        /** For files that this project wrote. */
        REQUIRED,
        /** For files of other programs. */
        OPTIONAL
    }

    /**
     * @throws BadInputException if the file cannot be read, is not whole, does not obey the format to the letter, holds
     *     other numbers than F32 and F64, or its checksum is wrong; says which
     */
    public static Safetensors read(Path file, Checksum checksum) {
        return new SafetensorsReader(file).read(checksum);
    }

    /**
     * Writes beside {@code file} and moves it there when it is whole and on the disk: at every moment there is the old
     * file or the new one.
     *
     * @return the file's SHA-256, as {@code sha256sum} gives it
     * @throws BadInputException if it cannot be written there
     */
    public String write(Path file) {
        return SafetensorsWriter.write(this, file);
    }
}
