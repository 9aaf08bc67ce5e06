package cnn.compare.cli;

import cnn.compare.bench.Bench;
import cnn.compare.bench.BenchCase;
import cnn.compare.bench.BenchResult;
import cnn.compare.bench.BenchSettings;
import cnn.compare.bench.JavaCommand;
import cnn.compare.engine.Engines;
import cnn.compare.experiment.BuiltIn;
import cnn.compare.report.bench.BenchConsole;
import cnn.compare.report.bench.BenchJson;
import cnn.compare.report.bench.BenchPage;
import cnn.error.BadInputException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cnn bench}: how fast engines train, side by side. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how fast engines train: each in a process of its own, taking turns in one run, on made-up pictures.",
            "Ends with 1 if engines do different work, or if scratch allocates more than 64 KiB a step."
        })
final class BenchCommand implements Callable<Integer> {
    private static final double PAUSE_SECONDS = 0.2;

    /** The last ones only where they are on the class path. */
    private static final List<String> USUAL_ENGINES =
            List.of("scratch", "nd4j", Engines.DL4J, Engines.DL4J_STOCK, "pytorch");

    private static final List<String> SHORT_ENGINES = List.of("scratch", "nd4j", Engines.DL4J);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--engines",
            split = ",",
            paramLabel = "NAME",
            description = "Ratios are to the first; default scratch,nd4j,dl4j,dl4j-stock (and pytorch, where it is built).")
    private List<String> engines = List.of();

    @Option(
            names = "--nets",
            split = ",",
            paramLabel = "NAME",
            description = "Networks of experiments/networks; default all of them.")
    private List<String> nets = List.of();

    @Option(names = "--config", paramLabel = "FILE", description = "A network of your own as YAML, instead or besides.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--batch",
            split = ",",
            paramLabel = "N",
            description = "Samples a step; default the network's own batch size.")
    private List<Integer> batches = List.of();

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "N",
            description = "Threads of each engine; default one for each physical core.")
    private List<Integer> threads = List.of();

    @Option(names = "--seconds", paramLabel = "S", description = "Length of an engine's slice of a round; default 1.")
    private Optional<Double> seconds = Optional.empty();

    @Option(names = "--rounds", paramLabel = "N", description = "Slices of each engine; default 5.")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "How long an engine trains before the first round; default 3.")
    private Optional<Double> warmUp = Optional.empty();

    @Option(
            names = "--short",
            description = "Half a minute: lenet-32 on scratch, nd4j and dl4j, shorter slices, unless told otherwise.")
    private boolean quick;

    @Option(names = "--java", paramLabel = "PATH", description = "The JDK to measure on; default the one that runs this.")
    private Optional<Path> java = Optional.empty();

    @Option(
            names = "--untuned",
            split = ",",
            paramLabel = "NAME",
            description = "Engines that run without the launcher's settings of OpenMP and malloc; default dl4j-stock.")
    private List<String> untuned = List.of(Engines.DL4J_STOCK);

    @Option(names = "--json", paramLabel = "FILE", description = "Writes every figure there.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--html", paramLabel = "FILE", description = "Writes one self-contained page with plots there.")
    private Optional<Path> html = Optional.empty();

    @Override
    public Integer call() {
        List<String> chosen = chosenEngines();
        chosen.forEach(Engines::requireKnown);
        untuned.forEach(Engines::requireKnown);
        BenchSettings settings = new BenchSettings(
                rounds.orElse(quick ? 3 : 5), seconds.orElse(quick ? 0.5 : 1.0), warmUp.orElse(quick ? 2.0 : 3.0), PAUSE_SECONDS);
        List<BenchCase> cases = cases();
        JavaCommand command = JavaCommand.of(java, List.of(Main.class.getName(), BenchWorkerCommand.NAME));
        PrintWriter console = spec.commandLine().getOut();
        String build = System.getProperty("cnn.build", "");
        String typed = String.join(" ", spec.commandLine().getParseResult().originalArgs());
        BenchResult result = Bench.inProcesses(settings, command, Set.copyOf(untuned), new ConsoleProgress(console))
                .run(chosen, cases, (build + " " + typed).strip());
        json.ifPresent(file -> BenchJson.write(result, file));
        html.ifPresent(file -> BenchPage.write(result, file));
        console.println();
        console.print(BenchConsole.of(result, Terminal.isThere()));
        console.flush();
        result.problems().forEach(problem -> spec.commandLine().getErr().println("cnn: " + problem));
        return result.problems().isEmpty() ? 0 : Complaints.FAILED;
    }

    private List<String> chosenEngines() {
        if (!engines.isEmpty()) {
            return engines.stream().distinct().toList();
        }
        return (quick ? SHORT_ENGINES : USUAL_ENGINES)
                .stream().filter(Engines.names()::contains).toList();
    }

    /** Read before the work starts, so that a mistake in one of them is found at once. */
    private List<BenchCase> cases() {
        List<BenchCase> cases = new ArrayList<>();
        for (String net : chosenNets()) {
            int usual = BenchCase.read(net).training().batchSize();
            for (int batch : batches.isEmpty() ? List.of(usual) : batches) {
                for (int count : threads.isEmpty() ? List.of(usualThreads()) : threads) {
                    cases.add(new BenchCase(net, batch, count));
                }
            }
        }
        return cases.stream().distinct().toList();
    }

    private List<String> chosenNets() {
        List<String> files = config.map(file -> file.getNameCount() == 1 ? "./" + file : file.toString()).stream().toList();
        if (nets.isEmpty() && files.isEmpty()) {
            return quick ? List.of("lenet-32") : BuiltIn.networks();
        }
        return Stream.concat(nets.stream(), files.stream()).toList();
    }

    /** The launcher tells native code the number of physical cores; all engines get as many. */
    private static int usualThreads() {
        String told = System.getenv().getOrDefault("OMP_NUM_THREADS", "");
        if (told.isEmpty()) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            return Integer.parseInt(told.strip());
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    "OMP_NUM_THREADS is '" + told + "', not a number; mend it or give --threads", e);
        }
    }

}
