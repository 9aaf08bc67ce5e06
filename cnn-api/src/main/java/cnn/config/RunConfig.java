package cnn.config;

import cnn.backend.BackendOptions;
import cnn.error.BadInputException;
import cnn.spec.NetworkSpec;
import cnn.training.TrainingSpec;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One run as a YAML file: pictures, network, training, and the backend that does it. Changing the one word after
 * {@code backend:} swaps the implementation and nothing else.
 */
public record RunConfig(
        DatasetSpec dataset, NetworkSpec network, TrainingSpec training, String backend, BackendOptions backendOptions) {

    /**
     * @throws BadInputException if the file is missing or unreadable, is not YAML, or says something that does not exist
     *     or does not fit; the message starts with {@code file:line:column}
     */
    public static RunConfig read(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(file + " is a folder; give the path of a YAML file");
        }
        try {
            // The whole text first: what is wrong with the file is then no complaint about YAML.
            return read(new StringReader(Files.readString(file)), file.toString());
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + " is not a text file in UTF-8; give the path of a YAML file", e);
        } catch (NoSuchFileException e) {
            throw new BadInputException("no such file: " + file + "; give the path of a YAML file", e);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** @param name what messages call the file */
    public static RunConfig read(Reader reader, String name) {
        YamlMap m = compose(reader, name).map();
        DatasetSpec dataset = DatasetSpec.read(m.required("dataset"));
        NetworkSpec network = NetworkReader.read(m.required("network"));
        TrainingSpec training = training(m.required("training"), network);
        BackendReader backend = BackendReader.read(m.required("backend"));
        m.finish();
        return new RunConfig(dataset, network, training, backend.name(), backend.options());
    }

    private static TrainingSpec training(YamlValue value, NetworkSpec network) {
        TrainingSpec training = TrainingReader.read(value);
        try {
            training.loss().requireOutputs(network.output().dim(0));
            return training;
        } catch (BadInputException doesNotFit) {
            throw value.complaint(doesNotFit);
        }
    }

    /** The file's options for its own backend; of these, for another one, what every backend has: precision and threads. */
    public BackendOptions optionsOf(String name) {
        return name.equals(backend) ? backendOptions : backendOptions.withoutOptions();
    }

    private static YamlValue compose(Reader reader, String name) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            Node root = new Compose(settings)
                    .composeReader(reader)
                    .orElseThrow(() -> new BadInputException(name + ": the file is empty"));
            return new YamlValue(name, "the file", root);
        } catch (MarkedYamlEngineException e) {
            String place = e.getProblemMark()
                    .map(mark -> name + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse(name);
            throw new BadInputException(place + ": not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new BadInputException(name + ": not valid YAML: " + e.getMessage().lines().findFirst().orElse(""), e);
        }
    }
}
