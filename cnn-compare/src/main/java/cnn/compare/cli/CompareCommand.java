package cnn.compare.cli;

import cnn.compare.engine.Engines;
import cnn.compare.report.comparison.ConsoleReport;
import cnn.compare.report.comparison.HtmlReport;
import cnn.compare.report.comparison.JsonReport;
import cnn.compare.result.ComparisonResult;
import cnn.compare.run.Comparison;
import cnn.compare.run.ComparisonRequest;
import cnn.config.RunConfig;
import cnn.error.BadInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cnn compare}: the main job. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Runs one network on several engines, compares every gradient, trains them side by side.")
final class CompareCommand implements Callable<Integer> {
    private static final List<String> USUAL_ENGINES = List.of("scratch", "nd4j", Engines.DL4J);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "NAME",
            description = "Engines to compare and train; default scratch,nd4j,dl4j.")
    private List<String> engines = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Dataset, network and training as YAML; default a small VGG-like network on cats and dogs.")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Option(names = "--epochs", paramLabel = "N", description = "Instead of the configuration's number of epochs.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "At most N training and N test images.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the configuration's seed.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where report.html and report.json go; default ${DEFAULT-VALUE}.")
    private Path out = Path.of("out", "compare");

    @Option(names = "--full", description = "Prints every row of the gradient table, not only a summary.")
    private boolean full;

    @Override
    public Integer call() {
        List<String> chosen = engines.isEmpty() ? USUAL_ENGINES : engines.stream().distinct().toList();
        chosen.forEach(Engines::requireKnown);
        RunConfig run = photos.choice().applyTo(ConfigSource.read(config, builtIn(chosen)));
        ComparisonRequest request = new ComparisonRequest(
                run, Overrides.apply(run.training(), epochs, seed), chosen, limit, commandLine());
        requireWritable(out);
        PrintWriter console = spec.commandLine().getOut();
        Comparison comparison = new Comparison(request, new ConsoleProgress(console));
        comparison.notes().forEach(console::println);
        ComparisonResult result = comparison.run();
        JsonReport.write(result, out.resolve("report.json"));
        HtmlReport.write(result, out.resolve("report.html"));
        console.println();
        console.print(ConsoleReport.of(result, full, Terminal.isThere()));
        console.println("\nreport: " + out.resolve("report.html") + " (and report.json)");
        console.flush();
        return result.gradientsAgree() ? 0 : Complaints.FAILED;
    }

    /** DL4J is the slow one: without it, a larger run takes the same time. */
    private static String builtIn(List<String> engines) {
        boolean slow = engines.contains(Engines.DL4J)
                || engines.contains(Engines.DL4J_STOCK)
                || engines.contains("textbook");
        return slow ? "compare.yaml" : "compare-large.yaml";
    }

    private String commandLine() {
        return String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    /** Said before the work, not after it. */
    private static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write to folder " + folder + " (" + e.getClass().getSimpleName()
                            + "); give another one with --out",
                    e);
        }
    }
}
