package cnn.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network as a table: one line a layer with its output, its parameters and its multiply-adds, and their sums. */
public final class NetworkSummary {
    private NetworkSummary() {}

    private record Row(String layer, String kind, String output, String parameters, String multiplyAdds) {}

    /** The table as text, its columns aligned; shapes are those of one sample. */
    public static String of(NetworkSpec network) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("layer", "kind", "output", "parameters", "multiply-adds"));
        rows.add(new Row("input", "", network.input().toString(), "", ""));
        network.placed().forEach(layer -> add(rows, layer, ""));
        rows.add(new Row("total", "", "", grouped(network.parameterCount()), grouped(network.multiplyAdds())));
        String format = "%-" + width(rows, 0) + "s  %-" + width(rows, 1) + "s  %-" + width(rows, 2) + "s  %"
                + width(rows, 3) + "s  %" + width(rows, 4) + "s";
        StringBuilder table = new StringBuilder();
        for (Row r : rows) {
            table.append(format.formatted(r.layer, r.kind, r.output, r.parameters, r.multiplyAdds).stripTrailing())
                    .append('\n');
        }
        if (network.stateCount() > 0) {
            table.append("state, not trained: %s numbers\n".formatted(grouped(network.stateCount())));
        }
        return table.toString();
    }

    /** The layers inside a composite stand under it, indented, with their numbers; so each column adds up to its total. */
    private static void add(List<Row> rows, PlacedLayer layer, String indent) {
        long parameters = layer.parameters().stream().mapToLong(Slice::size).sum();
        long work = layer.spec().multiplyAdds(layer.input());
        rows.add(new Row(
                indent + layer.name().substring(layer.name().lastIndexOf('.') + 1),
                layer.spec().kind(),
                layer.output().toString(),
                layer.isComposite() ? "" : grouped(parameters),
                layer.isComposite() ? "" : grouped(work)));
        for (List<PlacedLayer> branch : layer.branches()) {
            branch.forEach(inner -> add(rows, inner, indent + "  "));
        }
    }

    private static int width(List<Row> rows, int column) {
        return rows.stream()
                .mapToInt(r -> List.of(r.layer, r.kind, r.output, r.parameters, r.multiplyAdds)
                        .get(column)
                        .length())
                .max()
                .orElseThrow();
    }

    private static String grouped(long count) {
        return count == 0 ? "-" : String.format(Locale.ROOT, "%,d", count);
    }
}
