package cnn.compare.report.layers;

import cnn.compare.layers.LayerRow;
import cnn.compare.report.ReportFile;
import cnn.error.BadInputException;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** The survey of all layers as JSON: the rows as they are, numbers that JSON lacks as strings. */
public final class LayerJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private LayerJson() {}

    @JsonPropertyOrder({"format", "formatVersion", "rows"})
    private record Document(String format, int formatVersion, List<LayerRow> rows) {}

    /** @throws BadInputException if it cannot be written there; nothing is left half-written */
    public static void write(List<LayerRow> rows, Path file) {
        Document document = new Document("cnn-layers", 1, rows);
        ReportFile.write(file, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n");
    }
}
