package cnn.compare.report.crosscheck;

import cnn.compare.crosscheck.result.Cell;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Digest;
import cnn.compare.crosscheck.result.KillMatrix;
import cnn.compare.crosscheck.result.Walk;
import cnn.compare.report.ReportFile;
import cnn.error.BadInputException;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A cross-check as JSON, for other programs: everything in {@link CrossCheckResult}, its fields in the order of the
 * records, every number with all its digits.
 *
 * <p>Numbers that JSON lacks are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}; what is absent
 * is {@code null}. Answers that follow from the rest ({@code passes}, {@code empty}, {@code explained}, {@code same},
 * {@code killed}, {@code complete}) are written for convenience and ignored when read.
 */
public final class CrossCheckJson {
    /** Grows when a field changes its meaning or goes; new fields alone leave it. */
    public static final int FORMAT_VERSION = 1;

    private static final String FORMAT = "cnn-crosscheck";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .addMixIn(Cell.class, CellAnswers.class)
            .addMixIn(Walk.Step.class, StepAnswers.class)
            .addMixIn(Digest.class, DigestAnswers.class)
            .addMixIn(KillMatrix.class, MatrixAnswers.class)
            .addMixIn(KillMatrix.Row.class, RowAnswers.class)
            .build();

    private CrossCheckJson() {}

    @JsonPropertyOrder({"format", "formatVersion", "passes", "result"})
    private record Document(String format, int formatVersion, boolean passes, CrossCheckResult result) {}

    /** The result as indented JSON text. */
    public static String of(CrossCheckResult result) {
        Document document = new Document(FORMAT, FORMAT_VERSION, result.passes(), result);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    /** @throws BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(CrossCheckResult result, Path file) {
        ReportFile.write(file, of(result));
    }

    /** @throws BadInputException if the file cannot be read or is not a report of this format and version */
    public static CrossCheckResult read(Path file) {
        try {
            Document document = MAPPER.readValue(Files.readString(file), Document.class);
            if (!document.format().equals(FORMAT) || document.formatVersion() != FORMAT_VERSION) {
                throw new BadInputException("cannot read " + file + ": it is " + document.format() + " version "
                        + document.formatVersion() + ", this program reads " + FORMAT + " version " + FORMAT_VERSION
                        + "; cross-check again");
            }
            return document.result();
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read " + file + ": " + e.getMessage() + "; give a report's JSON file", e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    "cannot read " + file + ": not a cross-check's report (" + e.getOriginalMessage() + ")", e);
        }
    }

    @JsonIgnoreProperties(value = "empty", allowGetters = true)
    private interface CellAnswers {}

    @JsonIgnoreProperties(value = "explained", allowGetters = true)
    private interface StepAnswers {
        @JsonProperty("explained")
        boolean explained();
    }

    @JsonIgnoreProperties(value = "same", allowGetters = true)
    private interface DigestAnswers {
        @JsonProperty("same")
        boolean same();
    }

    @JsonIgnoreProperties(value = "complete", allowGetters = true)
    private interface MatrixAnswers {
        @JsonProperty("complete")
        boolean complete();
    }

    @JsonIgnoreProperties(value = "killed", allowGetters = true)
    private interface RowAnswers {
        @JsonProperty("killed")
        boolean killed();
    }
}
