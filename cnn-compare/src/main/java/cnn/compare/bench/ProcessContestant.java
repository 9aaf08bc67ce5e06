package cnn.compare.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A contestant in a process of its own: its own JIT profile and heap, its own native threads and their environment, its
 * own peak memory.
 */
final class ProcessContestant implements Contestant {
    private static final int SHOWN_LINES = 15;
    private static final int SECONDS_TO_END = 5;

    private final String name;
    private final BenchCase what;
    private final JavaCommand java;
    private final boolean untuned;
    private Optional<Running> worker = Optional.empty();

    /** The process with its pipes, and the file that its messages go to. */
    private record Running(Process process, BufferedWriter commands, BufferedReader answers, Path errors) {}

    /**
     * @param java how a worker's JVM is started
     * @param untuned without the launcher's settings of native libraries
     */
    ProcessContestant(String name, BenchCase what, JavaCommand java, boolean untuned) {
        this.name = name;
        this.what = what;
        this.java = java;
        this.untuned = untuned;
    }

    @Override
    public String name() {
        return name;
    }

    /** Starts the process no earlier: its time to the first batch begins with it. */
    @Override
    public StartUp start() {
        worker = Optional.of(launch());
        return ask(Message.START, StartUp.class);
    }

    private Running launch() {
        try {
            Path errors = Files.createTempFile("cnn-bench-" + name + "-", ".log");
            ProcessBuilder builder = new ProcessBuilder(java.worker(name, what));
            // Read once, when native libraries are loaded: OpenMP's threads, and OpenBLAS's where it has threads of its own.
            builder.environment().put("OMP_NUM_THREADS", Integer.toString(what.threads()));
            if (untuned) {
                builder.environment().keySet().removeAll(Environment.TUNING);
            }
            builder.redirectError(errors.toFile());
            Process process = builder.start();
            return new Running(
                    process,
                    process.outputWriter(StandardCharsets.UTF_8),
                    process.inputReader(StandardCharsets.UTF_8),
                    errors);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + java.java() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Timeline warmUp(double seconds) {
        return ask(Message.WARM_UP + " " + seconds, Timeline.class);
    }

    @Override
    public Slice run(double seconds) {
        return ask(Message.RUN + " " + seconds, Slice.class);
    }

    @Override
    public Memory memory() {
        return ask(Message.MEMORY, Memory.class);
    }

    @Override
    public Duration processorTime() {
        return worker.flatMap(w -> w.process().info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    private <T> T ask(String command, Class<T> type) {
        Running asked = worker.orElseThrow(() -> new IllegalStateException(name + " was not started"));
        try {
            asked.commands().write(command + "\n");
            asked.commands().flush();
            for (String line = asked.answers().readLine(); line != null; line = asked.answers().readLine()) {
                if (Message.isAnswer(line)) {
                    return Message.read(line, type);
                }
            }
            throw died(asked, command);
        } catch (IOException e) {
            IllegalStateException death = died(asked, command);
            death.addSuppressed(e);
            throw death;
        }
    }

    private IllegalStateException died(Running dead, String command) {
        try {
            dead.process().waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(dead.errors());
            String last = String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
            String code = dead.process().isAlive() ? "still running" : "exit code " + dead.process().exitValue();
            return new IllegalStateException(
                    "the process of engine '%s' ended (%s) during '%s':%n%s".formatted(name, code, command, last));
        } catch (IOException e) {
            return new IllegalStateException("the process of engine '" + name + "' ended during '" + command + "'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IllegalStateException("interrupted", e);
        }
    }

    /** The end of its input ends a worker; one that hangs is ended. */
    @Override
    public void close() {
        worker.ifPresent(ProcessContestant::end);
        worker = Optional.empty();
    }

    private static void end(Running worker) {
        try {
            worker.commands().close();
            if (!worker.process().waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                worker.process().destroyForcibly();
            }
            Files.deleteIfExists(worker.errors());
        } catch (IOException e) {
            // Its pipe is broken, because it is dead already.
            worker.process().destroyForcibly();
        } catch (InterruptedException e) {
            worker.process().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
