package cnn.compare.experiment;

import cnn.config.RunConfig;
import cnn.spec.Dense;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files in the folder {@code experiments}, as tests need them. */
final class ExperimentFiles {
    private static final Path FOLDER = Path.of("..", "experiments");

    private ExperimentFiles() {}

    /** All YAML files of a folder and the folders in it, for example {@code dogs-vs-cats/mlp}, sorted. */
    static List<String> in(String folder) {
        try (Stream<Path> files = Files.walk(FOLDER.resolve(folder))) {
            return files.map(file -> FOLDER.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunConfig read(String name) {
        return RunConfig.read(new StringReader(text(name)), name + ".yaml");
    }

    static NetworkSpec network(String name) {
        return read(name).network();
    }

    /** The network of a file with twice the channels in each convolution. */
    static NetworkSpec twiceAsWide(String name) {
        String text = Pattern.compile("channels: (\\d+)")
                .matcher(text(name))
                .replaceAll(width -> "channels: " + 2 * Integer.parseInt(width.group(1)));
        return RunConfig.read(new StringReader(text), name + ".yaml").network();
    }

    /** The same layers on another input and with another number of outputs: as a paper or a book has it. */
    static NetworkSpec as(NetworkSpec network, Shape input, int outputs) {
        List<NamedLayer> layers = new ArrayList<>(network.layers());
        NamedLayer last = layers.remove(layers.size() - 1);
        layers.add(new NamedLayer(last.name(), new Dense(outputs, ((Dense) last.spec()).bias())));
        return new NetworkSpec(input, layers);
    }
}
