package cnn.jmh;

import cnn.error.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code cnn jmh}: all arguments are JMH's own. Its forks get the flags of this JVM, the Vector API's among them. */
@Command(name = "jmh", description = "Measures single kernels with JMH; arguments are JMH's own, -h lists them.")
final class JmhCommand implements Callable<Integer> {
    @Unmatched
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws RunnerException, IOException {
        CommandLineOptions options = parse();
        if (options.shouldHelp()) {
            options.showHelp();
        } else if (options.shouldList()) {
            new Runner(options).list();
        } else if (options.shouldListProfilers()) {
            options.listProfilers();
        } else {
            new Runner(options).run();
        }
        return 0;
    }

    private CommandLineOptions parse() {
        try {
            return new CommandLineOptions(arguments.toArray(String[]::new));
        } catch (CommandLineOptionException e) {
            throw new BadInputException("jmh: " + e.getMessage() + "; see 'cnn jmh -h'", e);
        }
    }
}
