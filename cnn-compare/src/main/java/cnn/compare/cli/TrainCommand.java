package cnn.compare.cli;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.compare.run.TrainingRun;
import cnn.compare.statistics.WilsonInterval;
import cnn.config.RunConfig;
import cnn.spec.NetworkSummary;
import cnn.training.Predictions;
import cnn.training.TrainingSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cnn train --config FILE [--backend NAME]}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Trains one network on one backend and reports its accuracy on the test images.")
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The run as a YAML file.")
    private Path config;

    @Option(names = "--backend", paramLabel = "NAME", description = "Instead of the file's backend.")
    private Optional<String> backend = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "Instead of the file's number of epochs.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "At most N training and N test images.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the file's seed.")
    private Optional<Long> seed = Optional.empty();

    @Override
    public Integer call() {
        RunConfig run = RunConfig.read(config);
        TrainingSpec training = Overrides.apply(run.training(), epochs, seed);
        PrintWriter out = spec.commandLine().getOut();
        String name = backend.orElse(run.backend());
        try (Backend chosen = Backends.named(name, run.optionsOf(name))) {
            TrainingRun trained = new TrainingRun(run, training, limit, new ConsoleProgress(out));
            out.println(chosen.describe());
            out.println(NetworkSummary.of(run.network()));
            Predictions predictions = trained.on(chosen);
            WilsonInterval interval = WilsonInterval.of(predictions.correct(), predictions.size());
            out.printf(
                    Locale.ROOT,
                    "test accuracy %.2f%% (%d of %d; 95%% interval %.2f%% to %.2f%%), %.0f images/s%n",
                    100 * predictions.accuracy(),
                    predictions.correct(),
                    predictions.size(),
                    100 * interval.low(),
                    100 * interval.high(),
                    trained.imagesPerSecond());
            out.flush();
        }
        return 0;
    }
}
