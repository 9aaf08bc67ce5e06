package cnn.compare.bench;

import cnn.error.BadInputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How to start this program's JVM once more, with the flags that this one was started with; those that depend on the version
 * are those of the Java that is started.
 *
 * @param java the executable
 * @param major its version, 17 or later
 * @param vectors whether it has the Vector API
 * @param options flags that suit every version
 * @param program main class and first arguments of a worker
 */
public record JavaCommand(Path java, int major, boolean vectors, List<String> options, List<String> program) {
    private static final int OLDEST = 17;
    /** The first one that warns where native code is used without these flags. */
    private static final int NATIVE_ACCESS_FLAGS = 24;

    private static final List<String> NATIVE_ACCESS =
            List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED");

    private static final List<String> NOT_INHERITED = List.of(
            "--add-modules=jdk.incubator.vector", "--sun-misc-unsafe-memory-access", "--enable-native-access",
            "-javaagent:", "-agentlib:", "-agentpath:", "-Dcnn.build=");

    private static final String VERSION = "java.specification.version = ";
    private static final String VECTOR_API = "jdk.incubator.vector";

    /**
     * Asks a Java about itself.
     *
     * @param home a JDK's folder or its {@code java}; empty: the one that runs this program
     * @param program main class and first arguments of a worker
     * @throws BadInputException if there is no Java, or one that is too old
     */
    public static JavaCommand of(Optional<Path> home, List<String> program) {
        Path java = executable(home.orElse(Path.of(System.getProperty("java.home"))));
        Optional<Integer> major = version(java, List.of("--add-modules", VECTOR_API));
        boolean vectors = major.isPresent();
        int known = major.or(() -> version(java, List.of()))
                .orElseThrow(() -> new BadInputException("--java: " + java + " is no Java; give a JDK's folder"));
        if (known < OLDEST) {
            throw new BadInputException("--java: " + java + " is Java " + known + "; " + OLDEST + " or newer is needed");
        }
        return new JavaCommand(java, known, vectors, ownOptions(), List.copyOf(program));
    }

    /** Agents stay here: they would measure the measuring. */
    private static List<String> ownOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> NOT_INHERITED.stream().noneMatch(flag::startsWith))
                .toList();
    }

    private static Path executable(Path home) {
        if (Files.isRegularFile(home)) {
            return home.toAbsolutePath();
        }
        for (String name : List.of("java", "java.exe")) {
            Path java = home.resolve("bin").resolve(name);
            if (Files.isRegularFile(java)) {
                return java.toAbsolutePath();
            }
        }
        throw new BadInputException("--java: there is no bin/java in " + home + "; give a JDK's folder");
    }

    private static Optional<Integer> version(Path java, List<String> flags) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags);
        command.addAll(List.of("-XshowSettings:properties", "-version"));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() != 0
                    ? Optional.empty()
                    : text.lines()
                            .map(String::strip)
                            .filter(line -> line.startsWith(VERSION))
                            .map(line -> line.substring(VERSION.length()).replaceFirst("^1\\.", ""))
                            .map(Integer::valueOf)
                            .findFirst();
        } catch (IOException e) {
            throw new BadInputException("--java: cannot run " + java + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** The command of a worker process. */
    List<String> worker(String engine, BenchCase what) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        if (vectors) {
            command.addAll(List.of("--add-modules", VECTOR_API));
        }
        if (major >= NATIVE_ACCESS_FLAGS) {
            command.addAll(NATIVE_ACCESS);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(program);
        command.addAll(List.of(
                engine, what.net(), Integer.toString(what.batch()), Integer.toString(what.threads())));
        return command;
    }
}
