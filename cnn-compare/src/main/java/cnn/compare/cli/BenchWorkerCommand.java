package cnn.compare.cli;

import cnn.compare.bench.BenchCase;
import cnn.compare.bench.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The processes that {@code cnn bench} starts: one engine that trains when a line on its input tells it to. */
@Command(name = BenchWorkerCommand.NAME, hidden = true, description = "One engine of a bench; started by it.")
final class BenchWorkerCommand implements Callable<Integer> {
    static final String NAME = "bench-worker";

    @Parameters(index = "0", paramLabel = "ENGINE")
    private String engine;

    @Parameters(index = "1", paramLabel = "NET")
    private String net;

    @Parameters(index = "2", paramLabel = "BATCH")
    private int batch;

    @Parameters(index = "3", paramLabel = "THREADS")
    private int threads;

    @Override
    public Integer call() throws IOException {
        PrintStream answers = System.out;
        // What libraries print must not come between the answers.
        System.setOut(System.err);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Worker.of(engine, new BenchCase(net, batch, threads)).serve(lines, new PrintStream(answers, true, StandardCharsets.UTF_8));
        return 0;
    }
}
