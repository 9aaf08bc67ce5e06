package cnn.compare.report.comparison;

import cnn.compare.report.ReportFile;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.GradientRow;
import cnn.compare.result.PairedTest;
import cnn.compare.result.Training;
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
 * A comparison as JSON, for other programs: everything in {@link ComparisonResult}, its fields in the order of the
 * records, every number with all its digits.
 *
 * <p>Numbers that JSON lacks are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}; what is absent
 * is {@code null}. Answers that follow from the numbers ({@code gradientsAgree}, {@code agrees}, {@code accuracy},
 * {@code differ}) are written for convenience and ignored when read.
 */
public final class JsonReport {
    /** Grows when a field changes its meaning or goes; new fields alone leave it. */
    public static final int FORMAT_VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .addMixIn(GradientRow.class, RowAnswers.class)
            .addMixIn(Training.class, TrainingAnswers.class)
            .addMixIn(PairedTest.class, PairAnswers.class)
            .build();

    private JsonReport() {}

    @JsonPropertyOrder({"format", "formatVersion", "gradientsAgree", "result"})
    private record Document(String format, int formatVersion, boolean gradientsAgree, ComparisonResult result) {}

    /** The result as indented JSON text. */
    public static String of(ComparisonResult result) {
        Document document = new Document("cnn-compare", FORMAT_VERSION, result.gradientsAgree(), result);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    /** @throws BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(ComparisonResult result, Path file) {
        ReportFile.write(file, of(result));
    }

    /** @throws BadInputException if the file cannot be read or is not a report of this version */
    public static ComparisonResult read(Path file) {
        try {
            Document document = MAPPER.readValue(Files.readString(file), Document.class);
            if (document.formatVersion() != FORMAT_VERSION) {
                throw new BadInputException("cannot read " + file + ": it has format version "
                        + document.formatVersion() + ", this program reads " + FORMAT_VERSION + "; compare again");
            }
            return document.result();
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot read " + file + ": " + e.getMessage() + "; give a report's JSON file", e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    "cannot read " + file + ": not a comparison's report (" + e.getOriginalMessage() + ")", e);
        }
    }

    @JsonIgnoreProperties(value = "agrees", allowGetters = true)
    private interface RowAnswers {
        @JsonProperty("agrees")
        boolean agrees();
    }

    @JsonIgnoreProperties(value = "accuracy", allowGetters = true)
    private interface TrainingAnswers {
        @JsonProperty("accuracy")
        double accuracy();
    }

    @JsonIgnoreProperties(value = "differ", allowGetters = true)
    private interface PairAnswers {
        @JsonProperty("differ")
        boolean differ();
    }
}
