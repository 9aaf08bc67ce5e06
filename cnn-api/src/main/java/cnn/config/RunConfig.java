package cnn.config;

import cnn.backend.BackendOptions;
import cnn.error.BadInputException;
import cnn.spec.NetworkSpec;
import cnn.training.TrainingSpec;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;

/**
 * One run as a YAML file: pictures, network, training, and the backend that does it. Changing the one word after
 * {@code backend:} swaps the implementation and nothing else.
 */
public record RunConfig(
        DatasetSpec dataset, NetworkSpec network, TrainingSpec training, String backend, BackendOptions backendOptions) {

    /**
     * @throws BadInputException if the file is missing or unreadable, is not YAML, or says something that does not
     *     exist or does not fit; the message starts with {@code file:line:column}
     */
    public static RunConfig read(Path file) {
        return RunDocument.read(file).config();
    }

    /** @param name what messages call the file */
    public static RunConfig read(Reader reader, String name) {
        return RunDocument.read(reader, name).config();
    }

    static RunConfig read(YamlMap m) {
        DatasetSpec dataset = DatasetSpec.read(m.required("dataset"));
        NetworkSpec network = NetworkReader.read(m.required("network"));
        TrainingSpec training = training(m.required("training"), network, dataset);
        BackendReader backend = BackendReader.read(m.required("backend"));
        // Of no use to the run; read so that a mistake in it is found.
        m.optional("published", Published::read, List.of());
        m.finish();
        return new RunConfig(dataset, network, training, backend.name(), backend.options());
    }

    private static TrainingSpec training(YamlValue value, NetworkSpec network, DatasetSpec dataset) {
        TrainingSpec training = TrainingReader.read(value);
        try {
            training.loss().requireOutputs(network.output().dim(0));
            training.testAugmentation().requireFits(network.input());
            if (training.stopping().isPresent() && training.validation().isEmpty() && !dataset.mayHaveValidation()) {
                throw new BadInputException("early_stopping needs validation samples; add 'validation: 0.1'");
            }
            return training;
        } catch (BadInputException doesNotFit) {
            throw value.complaint(doesNotFit);
        }
    }

    /** With other pictures. */
    public RunConfig withDataset(DatasetSpec wanted) {
        return new RunConfig(wanted, network, training, backend, backendOptions);
    }

    /**
     * The file's options for its own backend; of these, for another one, what every backend has: precision and
     * threads.
     */
    public BackendOptions optionsOf(String name) {
        return name.equals(backend) ? backendOptions : backendOptions.withoutOptions();
    }
}
