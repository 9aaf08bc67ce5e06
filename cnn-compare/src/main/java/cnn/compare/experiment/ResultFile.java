package cnn.compare.experiment;

import cnn.error.BadInputException;
import cnn.model.storage.Storage;
import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** A unit's {@code result.json}: it is there whole, and then the unit is done; or it is not there. */
public final class ResultFile {
    /** Grows when a field changes its meaning or goes. */
    static final int FORMAT = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addMixIn(UnitResult.class, Derived.class)
            .build();

    private ResultFile() {}

    /** What follows from the rest. */
    private interface Derived {
        @JsonIgnore
        boolean finished();
    }

    static void write(Path folder, UnitResult result) {
        String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n";
        Storage.replace(folder.resolve(Unit.RESULT), text);
    }

    /** @throws BadInputException if the file is damaged or of another version; says how to go on */
    public static UnitResult read(Path folder) {
        Path file = folder.resolve(Unit.RESULT);
        try {
            UnitResult result = MAPPER.readValue(Files.readString(file), UnitResult.class);
            if (result.format() != FORMAT) {
                throw new BadInputException("cannot read " + file + ": it has format " + result.format()
                        + ", this program reads " + FORMAT + "; delete it and run the experiment once more");
            }
            return result;
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    "cannot read " + file + " (" + e.getOriginalMessage().lines().findFirst().orElse("")
                            + "); delete it and run the experiment once more: that only evaluates it again",
                    e);
        }
    }

    /** The YAML that the folder's training was made by; empty if it is not there. */
    public static Optional<String> recipe(Path folder) {
        Path file = folder.resolve(Unit.RECIPE);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
