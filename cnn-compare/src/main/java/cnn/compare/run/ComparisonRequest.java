package cnn.compare.run;

import cnn.config.RunConfig;
import cnn.error.BadInputException;
import cnn.training.TrainingSpec;
import java.util.List;
import java.util.Optional;

/**
 * What to compare.
 *
 * @param training the configuration's, with what the command line replaced
 * @param engines by name, in the order in which reports show them
 * @param limit at most so many training images, and so many test images
 * @param command the command line, for the report
 */
public record ComparisonRequest(
        RunConfig config, TrainingSpec training, List<String> engines, Optional<Integer> limit, String command) {
    public ComparisonRequest {
        engines = List.copyOf(engines);
        if (engines.isEmpty()) {
            throw new BadInputException("name at least one engine, for example --engines scratch,nd4j");
        }
        requireLimit(limit);
    }

    static void requireLimit(Optional<Integer> limit) {
        if (limit.isPresent() && limit.get() < 1) {
            throw new BadInputException("--limit must be at least 1, got " + limit.get());
        }
    }
}
