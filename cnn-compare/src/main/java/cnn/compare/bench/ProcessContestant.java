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
import java.util.concurrent.TimeUnit;

/**
 * A contestant in a process of its own: its own JIT profile and heap, its own native threads and their environment, its
 * own peak memory.
 */
final class ProcessContestant implements Contestant {
    private static final int SHOWN_LINES = 15;
    private static final int SECONDS_TO_END = 5;

    private final String name;
    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;
    private final Path errors;

    private ProcessContestant(String name, Process process, Path errors) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param java how a worker's JVM is started */
    static ProcessContestant start(String name, BenchCase what, JavaCommand java) {
        try {
            Path errors = Files.createTempFile("cnn-bench-" + name + "-", ".log");
            ProcessBuilder builder = new ProcessBuilder(java.worker(name, what));
            // Read once, when native libraries are loaded: OpenMP's threads, and OpenBLAS's where it has threads of its own.
            builder.environment().put("OMP_NUM_THREADS", Integer.toString(what.threads()));
            builder.redirectError(errors.toFile());
            return new ProcessContestant(name, builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + java.java() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public StartUp start() {
        return ask(Message.START, StartUp.class);
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
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private <T> T ask(String command, Class<T> type) {
        try {
            commands.write(command + "\n");
            commands.flush();
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (Message.isAnswer(line)) {
                    return Message.read(line, type);
                }
            }
            throw died(command);
        } catch (IOException e) {
            IllegalStateException death = died(command);
            death.addSuppressed(e);
            throw death;
        }
    }

    private IllegalStateException died(String command) {
        try {
            process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
            List<String> lines = Files.readAllLines(errors);
            String last = String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
            String code = process.isAlive() ? "still running" : "exit code " + process.exitValue();
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
        try {
            commands.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            // Its pipe is broken, because it is dead already.
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
