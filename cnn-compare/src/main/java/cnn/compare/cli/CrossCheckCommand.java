package cnn.compare.cli;

import cnn.compare.crosscheck.Cell;
import cnn.compare.crosscheck.CrossCheck;
import cnn.compare.crosscheck.CrossCheckResult;
import cnn.compare.crosscheck.Failure;
import cnn.compare.crosscheck.Level;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
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

    @Option(names = "--seed", paramLabel = "N", description = "Of everything that is random; default ${DEFAULT-VALUE}.")
    private long seed = 0;

    @Override
    public Integer call() {
        CrossCheck check = engines.isEmpty() ? CrossCheck.ofAll() : CrossCheck.of(engines);
        check = check.layers(layers).levels(chosenLevels()).seed(seed);
        PrintWriter out = spec.commandLine().getOut();
        CrossCheckResult result = (quick ? check.quick() : check).run(new ConsoleProgress(out));
        print(result, out);
        return result.passes() ? 0 : Complaints.FAILED;
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
        return chosen.isEmpty() ? EnumSet.allOf(Level.class) : chosen;
    }

    private static void print(CrossCheckResult result, PrintWriter out) {
        for (Failure failure : result.failures()) {
            out.printf(
                    "  FAILED %s: %s %s %s [%s]: %s%n",
                    failure.subject(), failure.rule(), failure.kind(), failure.tensor(), failure.where(), failure.detail());
        }
        for (Cell cell : result.empty()) {
            out.printf("  EMPTY %s: nothing was checked by %s on %s%n", cell.subject(), cell.rule(), cell.kind());
        }
        out.printf(
                "  %d cells, %d judgements, %d failures, %d empty, %.0f s%n",
                result.cells().size(),
                result.cells().stream().mapToLong(Cell::checked).sum(),
                result.failures().size(),
                result.empty().size(),
                result.seconds());
        out.flush();
    }
}
