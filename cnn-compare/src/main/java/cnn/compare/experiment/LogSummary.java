package cnn.compare.experiment;

import cnn.error.BadInputException;
import cnn.spec.NetworkSpec;
import cnn.spec.ParameterSpec;
import cnn.spec.Slice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training's log, an epoch a line: what was before a stop and what came after it, alike.
 *
 * @param gradients of each weight tensor, as long as {@code epochs}; fewer where no update of an epoch was looked at
 */
record LogSummary(List<UnitResult.Epoch> epochs, List<UnitResult.LayerGradient> gradients) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** The sum and the number of the norms seen in an epoch. */
    private static final class Mean {
        private double sum;
        private int count;
    }

    /** @param samples learnt from in an epoch */
    static LogSummary read(Path log, NetworkSpec network, int samples) {
        List<UnitResult.Epoch> epochs = new ArrayList<>();
        Map<String, List<Double>> norms = new LinkedHashMap<>();
        Map<String, Mean> seen = new LinkedHashMap<>();
        double rate = Double.NaN;
        for (JsonNode line : lines(log)) {
            switch (line.path("event").asString("")) {
                case "step" -> rate = line.path("learning_rate").asDouble(Double.NaN);
                case "gradients" -> line.path("tensors").properties().forEach(tensor -> {
                    Mean mean = seen.computeIfAbsent(tensor.getKey(), name -> new Mean());
                    mean.sum += tensor.getValue().path("norm").asDouble(Double.NaN);
                    mean.count++;
                });
                case "epoch" -> {
                    UnitResult.Epoch epoch = epoch(line, rate, samples);
                    dropFrom(epoch.number(), epochs, norms);
                    epochs.add(epoch);
                    seen.forEach((name, mean) -> norms.computeIfAbsent(name, n -> new ArrayList<>())
                            .add(mean.sum / mean.count));
                    seen.clear();
                }
                default -> { }
            }
        }
        return new LogSummary(epochs, gradients(network, norms));
    }

    /** A process that was killed between an epoch's line and its checkpoint leaves the line; the next one writes it again. */
    private static void dropFrom(int number, List<UnitResult.Epoch> epochs, Map<String, List<Double>> norms) {
        epochs.removeIf(epoch -> epoch.number() >= number);
        norms.values().stream()
                .filter(means -> means.size() > epochs.size())
                .forEach(means -> means.subList(epochs.size(), means.size()).clear());
    }

    private static List<JsonNode> lines(Path log) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readAllLines(log)) {
                lines.add(MAPPER.readTree(line));
            }
            return lines;
        } catch (IOException | JacksonException e) {
            throw new BadInputException(
                    "cannot read " + log + " (" + e.getMessage().lines().findFirst().orElse("")
                            + "); delete its folder to train it anew",
                    e);
        }
    }

    private static UnitResult.Epoch epoch(JsonNode line, double rate, int samples) {
        double speed = line.path("samples_per_second").asDouble(0);
        JsonNode validation = line.path("validation");
        return new UnitResult.Epoch(
                line.path("epoch").asInt(0),
                line.path("mean_loss").asDouble(Double.NaN),
                number(validation.path("loss")),
                number(validation.path("accuracy")),
                rate,
                speed > 0 ? OptionalDouble.of(speed) : OptionalDouble.empty(),
                speed > 0 ? OptionalDouble.of(samples / speed) : OptionalDouble.empty());
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.asDouble()) : OptionalDouble.empty();
    }

    private static List<UnitResult.LayerGradient> gradients(NetworkSpec network, Map<String, List<Double>> norms) {
        List<UnitResult.LayerGradient> gradients = new ArrayList<>();
        for (Slice slice : network.slices()) {
            if (slice.parameter().role() == ParameterSpec.Role.WEIGHT && norms.containsKey(slice.name())) {
                double root = Math.sqrt(slice.size());
                gradients.add(new UnitResult.LayerGradient(
                        slice.name(),
                        norms.get(slice.name()).stream().map(norm -> norm / root).toList()));
            }
        }
        return gradients;
    }
}
