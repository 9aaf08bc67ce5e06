package cnn.compare.experiment;

import cnn.config.RunConfig;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of the folder {@code experiments}, as they were when the program was built. */
public final class BuiltIn {
    /** The networks of {@code experiments/networks}, which the bench times; the order is that of its tables. */
    private static final List<String> NETWORKS = List.of("chollet-150", "vgg-small-32", "lenet-32", "resnet-8-32");

    private BuiltIn() {}

    /**
     * @param name of a file, for example {@code compare.yaml}
     * @throws IllegalStateException if the build has left it out
     */
    public static RunConfig experiment(String name) {
        String resource = "/experiments/" + name;
        try (InputStream stream = BuiltIn.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + resource + " is missing from the build");
            }
            try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                return RunConfig.read(reader, "experiments/" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One of the files.
     *
     * @param path as users name it, for example {@code experiments/quickstart.yaml}
     */
    public record Listed(String path, ExperimentFile file) {}

    /** All files of the folder {@code experiments} and those below, by path. */
    public static List<Listed> all() {
        try {
            URI root = Objects.requireNonNull(BuiltIn.class.getResource("/experiments")).toURI();
            if (!root.getScheme().equals("jar")) {
                return under(Path.of(root));
            }
            try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
                return under(jar.getPath("/experiments"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the experiments are missing from the build", e);
        }
    }

    private static List<Listed> under(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(file -> new Listed(
                            "experiments/" + root.relativize(file).toString().replace('\\', '/'),
                            ExperimentFile.read(file)))
                    .toList();
        }
    }

    /** The names that {@link #network} knows. */
    public static List<String> networks() {
        return NETWORKS;
    }

    /**
     * @param name for example {@code lenet-32}
     * @throws BadInputException if there is no such network; the message lists those there are
     */
    public static RunConfig network(String name) {
        if (!NETWORKS.contains(name)) {
            throw new BadInputException("unknown network '" + name + "' " + Suggestion.among(name, NETWORKS));
        }
        return experiment("networks/" + name + ".yaml");
    }
}
