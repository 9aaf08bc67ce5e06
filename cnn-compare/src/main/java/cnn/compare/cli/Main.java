package cnn.compare.cli;

import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code cnn} command. Other modules add commands of their own through {@link CommandProvider}. */
@Command(
        name = "cnn",
        versionProvider = ProgramVersion.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            CompareCommand.class, CrossCheckCommand.class, LayersCommand.class, TrainCommand.class,
            LrFindCommand.class, PredictCommand.class, EvaluateCommand.class, ExportCommand.class,
            ImportCommand.class, SummaryCommand.class, BenchCommand.class, BenchWorkerCommand.class,
            DataCommand.class, ExperimentCommand.class, DoctorCommand.class, HelpCommand.class
        },
        description = "One CNN, several independent engines: every gradient compared, explained and timed.",
        footer = {"", "Exit codes: 0 all is well; 1 engines disagree, or the training failed; 2 bad input; 3 a bug."})
public final class Main {
    private Main() {}

    /** Ends the JVM with the command's exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        return args.length == 0 ? line().execute("--help") : line().execute(args);
    }

    /** The whole command line, with the commands of other modules. */
    static CommandLine line() {
        CommandLine line = new CommandLine(new Main());
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            line.addSubcommand(provider.command());
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(new Complaints());
        line.setParameterExceptionHandler(new Complaints());
        return line;
    }
}
