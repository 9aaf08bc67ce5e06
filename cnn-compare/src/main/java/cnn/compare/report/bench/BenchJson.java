package cnn.compare.report.bench;

import cnn.compare.bench.BenchResult;
import cnn.compare.report.ReportFile;
import cnn.error.BadInputException;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bench as JSON, for other programs: everything in {@link BenchResult}, its fields in the order of the records, every
 * number with all its digits. Numbers that JSON lacks are the strings {@code "NaN"} and {@code "Infinity"}; what is absent
 * is {@code null}.
 */
public final class BenchJson {
    /** Grows when a field changes its meaning or goes; new fields alone leave it. */
    public static final int FORMAT_VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private BenchJson() {}

    @JsonPropertyOrder({"format", "formatVersion", "result"})
    private record Document(String format, int formatVersion, BenchResult result) {}

    /** The result as indented JSON text. */
    public static String of(BenchResult result) {
        Document document = new Document("cnn-bench", FORMAT_VERSION, result);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    /** @throws BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(BenchResult result, Path file) {
        ReportFile.write(file, of(result));
    }
}
