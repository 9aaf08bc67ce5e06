package cnn.compare.cli;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.config.RunConfig;
import cnn.error.BadInputException;
import cnn.model.TrainedModel;
import cnn.network.PlanSummary;
import cnn.spec.NetworkSpec;
import cnn.spec.NetworkSummary;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn summary CONFIG|MODEL [--plan [--backend NAME] [--batch N]]}. */
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description = "Prints a network's layers with their shapes, parameters and multiply-adds, and its memory.")
final class SummaryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "CONFIG|MODEL",
            description = "A YAML file, for example experiments/quickstart.yaml, or a folder of 'cnn train --out'.")
    private Path config;

    @Option(names = "--plan", description = "Also how a backend runs each layer, and the memory that it keeps.")
    private boolean plan;

    @Option(names = "--backend", paramLabel = "NAME", description = "With --plan: instead of the file's backend.")
    private Optional<String> backend = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", description = "With --plan: instead of the file's batch size.")
    private Optional<Integer> batch = Optional.empty();

    @Override
    public Integer call() {
        if (!plan && (backend.isPresent() || batch.isPresent())) {
            throw new BadInputException("--backend and --batch are about a backend's plan; add --plan");
        }
        PrintWriter out = spec.commandLine().getOut();
        Optional<TrainedModel> model = Optional.of(config).filter(Files::isDirectory).map(TrainedModel::read);
        NetworkSpec network = model.map(trained -> trained.description().network())
                .orElseGet(() -> RunConfig.read(config).network());
        out.print(NetworkSummary.of(network));
        out.println(Footprint.of(network));
        model.ifPresent(trained -> out.println(Footprint.of(trained)));
        if (plan) {
            RunConfig run = model.map(trained -> trained.description()
                            .run()
                            .orElseThrow(() -> new BadInputException("the model does not say what it was trained by;"
                                    + " leave out --plan"))
                            .config())
                    .orElseGet(() -> RunConfig.read(config));
            String name = backend.orElse(run.backend());
            try (Backend chosen = Backends.named(name, run.optionsOf(name))) {
                out.println();
                out.print(PlanSummary.of(
                        run.network(),
                        chosen,
                        run.training().update(),
                        batch.orElse(run.training().batchSize())));
            }
        }
        out.flush();
        return 0;
    }
}
