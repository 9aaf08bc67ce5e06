package cnn.compare.cli;

import cnn.model.TrainedModel;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The memory that a network's numbers take, whatever backend runs it, in a line. */
final class Footprint {
    private Footprint() {}

    static String of(NetworkSpec network) {
        long activations = network.placed().stream()
                .mapToLong(layer -> layer.output().size())
                .sum();
        return "memory in float32: parameters and state %s, outputs of all layers %s an image; in float64 twice as much"
                .formatted(bytes(numbers(network)), bytes(activations));
    }

    /** What a model's weights are. */
    static String of(TrainedModel model) {
        Set<Precision> precisions = new TreeSet<>();
        model.weights().values().forEach(tensor -> precisions.add(tensor.precision()));
        return "a model of %s, with weights in %s, whole and unchanged"
                .formatted(String.join(", ", model.description().classes()), precisions);
    }

    private static long numbers(NetworkSpec network) {
        return (long) network.parameterCount() + network.stateCount();
    }

    private static String bytes(long numbers) {
        double kib = numbers * Precision.FLOAT32.bytes() / 1024.0;
        return kib < 1024
                ? String.format(Locale.ROOT, "%.1f KiB", kib)
                : String.format(Locale.ROOT, "%.1f MiB", kib / 1024);
    }
}
