package cnn.compare.cli;

import cnn.compare.crosscheck.CrossCheck;
import cnn.compare.crosscheck.result.CrossCheckResult;
import cnn.compare.crosscheck.result.Level;
import cnn.compare.report.crosscheck.CrossCheckConsole;
import cnn.compare.report.crosscheck.CrossCheckJson;
import cnn.compare.report.crosscheck.CrossCheckPage;
import cnn.compare.report.crosscheck.JunitXml;
import cnn.config.CaseText;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cnn crosscheck}: is every gradient of every engine right? */
@Command(
        name = "crosscheck",
        mixinStandardHelpOptions = true,
        description = "Every engine in every form, layer by layer, network by network, against the oracle, finite differences"
                + " and each other. Exit code 0 only if nothing disagrees and nothing stayed unchecked.")
final class CrossCheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--quick", description = "Less of everything: under a minute instead of ten.")
    private boolean quick;

    @Option(
            names = "--planted",
            description = "Instead of the engines, plants faults on purpose, one after the other, and shows which rules notice.")
    private boolean planted;

    @Option(names = "--engines", split = ",", paramLabel = "NAME", description = "Only these; default all but dl4j-stock.")
    private List<String> engines = List.of();

    @Option(names = "--layers", split = ",", paramLabel = "KIND", description = "Only these, such as conv2d,dropout.")
    private List<String> layers = List.of();

    @Option(
            names = "--levels",
            split = ",",
            paramLabel = "LEVEL",
            description = "Only these of contract, layer, network, trajectory, accuracy, determinism.")
    private List<String> levels = List.of();

    @Option(
            names = "--random",
            paramLabel = "N",
            description = "So many random cases of each kind of layer, besides the catalogue's; default 4, quick 1.")
    private Optional<Integer> random = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Of everything that is random; default ${DEFAULT-VALUE}.")
    private long seed = 0;

    @Option(names = "--replay", paramLabel = "CASE", description = "Only this case of a layer, as a failure prints it.")
    private Optional<String> replay = Optional.empty();

    @Option(names = "--full", description = "Prints every rule and every failure.")
    private boolean full;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where the page, crosscheck.json and the JUnit report go; default ${DEFAULT-VALUE}.")
    private Path out = Path.of("out", "crosscheck");

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        ConsoleProgress progress = new ConsoleProgress(console);
        CrossCheckResult result = planted ? CrossCheck.ofPlantedFaults(progress) : check().run(progress);
        Path json = out.resolve("crosscheck.json");
        CrossCheckPage.write(result, out.resolve("crosscheck.html"));
        CrossCheckJson.write(result, json);
        JunitXml.write(result, out.resolve("crosscheck-junit.xml"));
        console.println();
        console.print(CrossCheckConsole.of(result, Terminal.isThere(), full, Optional.of(json)));
        console.println("\nreport: " + out.resolve("crosscheck.html") + " (and crosscheck.json, crosscheck-junit.xml)");
        console.flush();
        return result.passes() ? 0 : Complaints.FAILED;
    }

    private CrossCheck check() {
        CrossCheck check = engines.isEmpty() ? CrossCheck.ofAll() : CrossCheck.of(engines);
        check = check.layers(layers).levels(chosenLevels()).seed(seed);
        check = random.isPresent() ? check.random(random.get()) : check;
        check = replay.isPresent() ? check.cases(List.of(CaseText.read(replay.get()))) : check;
        return quick ? check.quick() : check;
    }

    private Set<Level> chosenLevels() {
        Set<Level> chosen = EnumSet.noneOf(Level.class);
        List<String> words = Arrays.stream(Level.values()).map(Level::word).toList();
        for (String wanted : levels) {
            int index = words.indexOf(wanted);
            if (index < 0) {
                throw new BadInputException("unknown level '" + wanted + "' " + Suggestion.among(wanted, words));
            }
            chosen.add(Level.values()[index]);
        }
        if (!chosen.isEmpty()) {
            return chosen;
        }
        // One case of a layer says nothing about networks.
        return replay.isPresent() ? EnumSet.of(Level.CONTRACT, Level.LAYER) : EnumSet.allOf(Level.class);
    }
}
