package cnn.compare.cli;

import cnn.compare.experiment.BuiltIn;
import cnn.compare.experiment.ExperimentFile;
import cnn.compare.experiment.ExperimentRun;
import cnn.compare.experiment.ExperimentSettings;
import cnn.compare.experiment.summary.Summary;
import cnn.compare.experiment.summary.TestPictures;
import cnn.compare.report.Figures;
import cnn.compare.report.Table;
import cnn.compare.report.experiment.ExperimentReport;
import cnn.config.RunConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn experiment run|report|list}: many trainings, and what they say together. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ExperimentCommand.Run.class, ExperimentCommand.Report.class, ExperimentCommand.Listing.class},
        description = "Trains many networks with several seeds, and compares what comes out.")
final class ExperimentCommand {
    /** {@code cnn experiment run FILE… [--backend NAME,…] [--seeds K] [--quick] [--data PATH] [--out FOLDER]}. */
    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = {
                "Trains every file on every backend with every seed, each in a folder of its own.",
                "Stopped at any moment, the same command goes on where it stood."
            })
    static final class Run implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Experiments: runs as YAML files.")
        private List<Path> files = List.of();

        @Option(
                names = "--backend",
                split = ",",
                paramLabel = "NAME",
                description = "Backends, instead of each file's own.")
        private List<String> backends = List.of();

        @Option(
                names = "--seeds",
                paramLabel = "K",
                defaultValue = "1",
                description = "Seeds 1 to K, instead of the file's (default: ${DEFAULT-VALUE}).")
        private int seeds;

        @Option(
                names = "--jobs",
                paramLabel = "J",
                defaultValue = "1",
                description = "Trains J at a time, each on its share of the cores, which small networks use better than"
                        + " all of them (default: ${DEFAULT-VALUE}).")
        private int jobs;

        @Option(
                names = "--quick",
                description = "Few epochs of few pictures: shows that all works; the figures mean nothing.")
        private boolean quick;

        @Mixin
        private PhotoOptions photos = new PhotoOptions();

        @Option(
                names = "--out",
                paramLabel = "FOLDER",
                description = "Where results and report go; default out/experiments, with --quick out/experiments-quick.")
        private Optional<Path> out = Optional.empty();

        @Option(names = "--again", description = "Trains anew what another version of its file has trained.")
        private boolean again;

        @Override
        public Integer call() {
            Path folder = out.orElse(Path.of("out", quick ? "experiments-quick" : "experiments"));
            PrintWriter console = spec.commandLine().getOut();
            CommandSpec root = spec.root();
            String command = String.join(" ", root.commandLine().getParseResult().originalArgs());
            ExperimentSettings settings = new ExperimentSettings(
                    files, backends, seeds, jobs, quick, photos.choice(), folder, again, command, root.version()[0]);
            // Bars of several trainings would draw over each other.
            boolean bars = jobs == 1 && Terminal.isThere();
            new ExperimentRun(settings, () -> new ConsoleProgress(console, bars), line -> {
                        console.println(line);
                        console.flush();
                    })
                    .run();
            report(folder, folder, photos.choice().data(), console);
            return 0;
        }
    }

    /** {@code cnn experiment report FOLDER [--out FOLDER]}. */
    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = "Writes report.html, report.md and report.json of all results in a folder.")
    static final class Report implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FOLDER", description = "What 'cnn experiment run --out' has made.")
        private Path from;

        @Option(names = "--out", paramLabel = "FOLDER", description = "Where the report goes; default: the same folder.")
        private Optional<Path> out = Optional.empty();

        @Option(names = "--data", paramLabel = "PATH", description = "Where photo files lie now: a folder or an archive.")
        private Optional<Path> data = Optional.empty();

        @Override
        public Integer call() {
            report(from, out.orElse(from), data, spec.commandLine().getOut());
            return 0;
        }
    }

    private static void report(Path from, Path to, Optional<Path> data, PrintWriter console) {
        Summary summary = Summary.read(from);
        ExperimentReport.write(summary, new TestPictures(data), to);
        console.println();
        console.print(ExperimentReport.console(summary));
        console.println("\nreport: " + to.resolve("report.html") + " (and report.md, report.json)");
        console.flush();
    }

    /** {@code cnn experiment list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows the experiments that come with the program.")
    static final class Listing implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Table table = new Table("file", "parameters", "multiply-adds", "epochs", "what").left(4).within(140);
            for (BuiltIn.Listed listed : BuiltIn.all()) {
                ExperimentFile file = listed.file();
                RunConfig config = file.document().config();
                table.row(
                        listed.path(),
                        Figures.count(config.network().parameterCount()),
                        Figures.compact(config.network().multiplyAdds()),
                        Integer.toString(config.training().epochs()),
                        file.title());
            }
            spec.commandLine().getOut().print(table);
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
