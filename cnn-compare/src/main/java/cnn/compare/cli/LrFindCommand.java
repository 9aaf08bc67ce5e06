package cnn.compare.cli;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.compare.report.training.RatePage;
import cnn.compare.run.RateRun;
import cnn.config.RunConfig;
import cnn.training.RateFinder;
import cnn.training.RateSearch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn lr-find CONFIG}. */
@Command(
        name = "lr-find",
        mixinStandardHelpOptions = true,
        description = "Trains with a rising learning rate for a moment, plots the loss, and suggests a rate.")
final class LrFindCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "The run as a YAML file.")
    private Path config;

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Option(names = "--backend", paramLabel = "NAME", description = "Instead of the file's backend.")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "RATE",
            description = "The first rate; default ${DEFAULT-VALUE}.",
            defaultValue = "1e-6")
    private double from;

    @Option(
            names = "--to",
            paramLabel = "RATE",
            description = "The last rate; default ${DEFAULT-VALUE}.",
            defaultValue = "10")
    private double to;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Updates; default ${DEFAULT-VALUE}.",
            defaultValue = "100")
    private int steps;

    @Option(names = "--limit", paramLabel = "N", description = "At most N training images.")
    private Optional<Integer> limit = Optional.empty();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Where the page with the plot goes; default ${DEFAULT-VALUE}.",
            defaultValue = "lr-find.html")
    private Path html;

    @Override
    public Integer call() {
        RunConfig run = photos.choice().applyTo(RunConfig.read(config));
        RateFinder finder = new RateFinder(from, to, steps);
        PrintWriter out = spec.commandLine().getOut();
        String name = backend.orElse(run.backend());
        try (Backend chosen = Backends.named(name, run.optionsOf(name))) {
            RateRun rates = new RateRun(run, limit, new ConsoleProgress(out));
            out.println(chosen.describe());
            RateSearch search = rates.on(chosen, finder);
            String what = "%s on %s, %s".formatted(config, chosen.describe(), run.training().update());
            RatePage.write(search, what, html);
            out.println(RatePage.advice(search));
            out.println("The plot is in " + html + ".");
            out.flush();
        }
        return 0;
    }
}
