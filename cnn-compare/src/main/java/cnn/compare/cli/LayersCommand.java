package cnn.compare.cli;

import cnn.check.cases.LayerCase;
import cnn.check.cases.LayerCases;
import cnn.compare.engine.Engines;
import cnn.compare.layers.LayerRow;
import cnn.compare.layers.LayerSurvey;
import cnn.compare.report.layers.LayerJson;
import cnn.compare.report.layers.LayerTable;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cnn layers [--layers KIND,…] [--engines NAME,…] [--json FILE]}. */
@Command(
        name = "layers",
        mixinStandardHelpOptions = true,
        description = "Every kind of layer on every engine: how far y, dx and the parameters' gradients are from the textbook"
                + " and from finite differences.")
final class LayersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--layers", split = ",", paramLabel = "KIND", description = "Only these, such as conv2d,dropout.")
    private List<String> layers = List.of();

    @Option(names = "--engines", split = ",", paramLabel = "NAME", description = "Only these; default all but dl4j-stock.")
    private List<String> engines = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the table there.")
    private Optional<Path> json = Optional.empty();

    @Override
    public Integer call() {
        engines.forEach(Engines::requireKnown);
        List<LayerCase> cases = LayerCases.all();
        TreeSet<String> kinds = cases.stream().map(on -> on.spec().kind()).collect(Collectors.toCollection(TreeSet::new));
        for (String wanted : layers) {
            if (!kinds.contains(wanted)) {
                throw new BadInputException("unknown layer '" + wanted + "' " + Suggestion.among(wanted, kinds));
            }
        }
        List<LayerCase> chosen = cases.stream()
                .filter(on -> layers.isEmpty() || layers.contains(on.spec().kind()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        ConsoleProgress progress = new ConsoleProgress(out);
        List<String> on = engines.isEmpty() ? usualEngines() : engines.stream().distinct().toList();
        LayerSurvey survey = new LayerSurvey(chosen, on);
        long count = chosen.stream().map(one -> one.spec().kind()).distinct().count();
        progress.start("layers", count * survey.rowsOfAKind());
        List<LayerRow> rows = survey.run(row -> progress.step());
        progress.done("%d kinds on %d engines, %d cases".formatted(count, on.size(), chosen.size()));
        json.ifPresent(file -> LayerJson.write(rows, file));
        out.println();
        out.print(LayerTable.of(rows, Terminal.isThere()));
        out.flush();
        return rows.stream().allMatch(LayerRow::agrees) ? 0 : Complaints.FAILED;
    }

    /** DL4J as shipped computes with the same code as DL4J mended, only slower. */
    private static List<String> usualEngines() {
        return Engines.names().stream()
                .filter(name -> !name.equals(Engines.DL4J_STOCK))
                .toList();
    }
}
