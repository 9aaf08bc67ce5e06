package cnn.compare.bench;

import cnn.compare.experiment.BuiltIn;
import cnn.config.RunConfig;
import cnn.error.BadInputException;
import java.nio.file.Path;

/**
 * What all engines do in one race.
 *
 * @param net name of a network that comes with the program, or path of a configuration
 * @param batch samples a step
 * @param threads of each engine
 */
public record BenchCase(String net, int batch, int threads) {
    /** Above it, made-up data would hardly fit into memory. */
    private static final int LARGEST_BATCH = 65_536;

    private static final int MOST_THREADS = 1024;

    public BenchCase {
        if (batch < 1 || batch > LARGEST_BATCH) {
            throw new BadInputException("--batch must be between 1 and " + LARGEST_BATCH + ", got " + batch);
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw new BadInputException("--threads must be between 1 and " + MOST_THREADS + ", got " + threads);
        }
    }

    /** @throws BadInputException if there is no such network or file */
    public static RunConfig read(String net) {
        boolean file = net.endsWith(".yaml") || net.endsWith(".yml") || net.contains("/") || net.contains("\\");
        return file ? RunConfig.read(Path.of(net)) : BuiltIn.network(net);
    }

    /** For messages and headings: {@code lenet-32, batch 64, 2 threads}. */
    public String label() {
        return "%s, batch %d, %d thread%s".formatted(net, batch, threads, threads == 1 ? "" : "s");
    }
}
