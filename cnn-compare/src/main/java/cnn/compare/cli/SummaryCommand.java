package cnn.compare.cli;

import cnn.config.RunConfig;
import cnn.spec.NetworkSummary;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cnn summary CONFIG}. */
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description = "Prints a network's layers with their shapes, parameters and multiply-adds.")
final class SummaryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "CONFIG", description = "A YAML file such as experiments/quickstart.yaml.")
    private Path config;

    @Override
    public Integer call() {
        RunConfig run = RunConfig.read(config);
        spec.commandLine().getOut().print(NetworkSummary.of(run.network()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
