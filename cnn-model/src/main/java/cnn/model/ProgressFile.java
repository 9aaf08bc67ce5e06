package cnn.model;

import cnn.error.BadInputException;
import cnn.model.storage.Storage;
import cnn.training.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where a training stands, as JSON. Numbers keep all their digits; those that JSON lacks are strings. */
final class ProgressFile {
    static final String NAME = "progress.json";

    private static final int FORMAT = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private ProgressFile() {}

    /** @param backend what computed, in one line */
    record Document(int format, String backend, Progress progress) {}

    /** Gives the file's SHA-256. */
    static String write(Path folder, String backend, Progress progress) {
        Document document = new Document(FORMAT, backend, progress);
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        Storage.replace(folder.resolve(NAME), text);
        return Checksums.of(text);
    }

    static Document read(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            Document document = MAPPER.readValue(Files.readString(file), Document.class);
            if (document.format() != FORMAT) {
                throw new BadInputException("cannot read " + file + ": it has format " + document.format()
                        + ", this program reads " + FORMAT + "; go on with the version that wrote it");
            }
            return document;
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e + "; delete " + folder
                    + " to go on from the checkpoint before it", e);
        } catch (JacksonException e) {
            String why = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new BadInputException("cannot read " + file + " (" + why + "); delete " + folder
                    + " to go on from the checkpoint before it", e);
        }
    }
}
