package cnn.network;

import cnn.backend.Backend;
import cnn.backend.Chain;
import cnn.backend.Layer;
import cnn.backend.Mode;
import cnn.backend.Updater;
import cnn.optim.UpdateSpec;
import cnn.spec.NetworkSpec;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What a backend makes of a network, as text: how it runs each layer ({@link Layer#describe}), and how much memory it
 * keeps for training and for inference. Builds the network for both and runs a batch of zeros, so that what is made at
 * the first pass counts too.
 */
public final class PlanSummary {
    private final StringBuilder text = new StringBuilder();

    private PlanSummary() {}

    /** @param batch the largest batch that the networks are built for */
    public static String of(NetworkSpec spec, Backend backend, UpdateSpec update, int batch) {
        PlanSummary summary = new PlanSummary();
        try (Network training = Network.build(spec, backend, BuildOptions.batch(batch));
                Updater updater = training.updater(update);
                Network inference = Network.build(spec, backend, BuildOptions.inference(batch));
                Tensor dy = backend.tensor(spec.output().withBatch(batch))) {
            training.forward(training.input(batch), Mode.train(0, 0));
            training.backward(dy);
            inference.forward(inference.input(batch), Mode.INFER);
            summary.text.append(backend.describe()).append("; batch ").append(batch).append("\n\n");
            summary.layers(training);
            summary.memory(MemoryUse.of(training, List.of(updater)), MemoryUse.of(inference, List.of()), backend);
        }
        return summary.text.toString();
    }

    private record Row(String names, String plan) {}

    private void layers(Network network) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("layer", "runs as"));
        network.layers().forEach(layer -> add(rows, layer, "", ""));
        int width = rows.stream().mapToInt(row -> row.names.length()).max().orElseThrow();
        rows.forEach(row -> text.append(("%-" + width + "s  %s").formatted(row.names, row.plan)).append('\n'));
    }

    /**
     * The layers inside a composite stand under it, indented, without its name; those of one that the backend runs in
     * pieces have its name.
     */
    private static void add(List<Row> rows, Layer layer, String indent, String composite) {
        String names = layer.covers().stream()
                .map(covered -> covered.name().substring(composite.length()))
                .collect(Collectors.joining(", "));
        rows.add(new Row(indent + names, indent + layer.describe()));
        for (Chain chain : layer.chains()) {
            String own = layer.covers().get(0).name() + ".";
            chain.layers().forEach(inner -> add(rows, inner, indent + "  ", own));
        }
    }

    private void memory(MemoryUse training, MemoryUse inference, Backend backend) {
        text.append("\n%-24s  %12s  %12s\n".formatted("memory", "training", "inference"));
        if (training.known()) {
            row("activations", training, inference, MemoryUse::activations);
            row("gradients between layers", training, inference, MemoryUse::gradients);
            row("workspace", training, inference, MemoryUse::workspace);
        }
        row("parameters", training, inference, MemoryUse::parameters);
        row("their gradient", training, inference, MemoryUse::parameterGradient);
        row("state", training, inference, MemoryUse::state);
        row("optimizer", training, inference, MemoryUse::optimizer);
        if (training.known()) {
            row("peak", training, inference, MemoryUse::total);
        } else {
            text.append("backend '%s' does not say what its layers keep\n".formatted(backend.name()));
        }
    }

    private void row(String what, MemoryUse training, MemoryUse inference, ToLongFunction<MemoryUse> bytes) {
        text.append("%-24s  %12s  %12s\n"
                .formatted(what, inWords(bytes.applyAsLong(training)), inWords(bytes.applyAsLong(inference))));
    }

    private static String inWords(long bytes) {
        if (bytes == 0) {
            return "-";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }
}
