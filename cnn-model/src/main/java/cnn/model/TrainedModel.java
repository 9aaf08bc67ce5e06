package cnn.model;

import cnn.config.ModelDescription;
import cnn.error.BadInputException;
import cnn.model.safetensors.Safetensors;
import cnn.model.safetensors.StoredTensor;
import cnn.model.storage.Storage;
import cnn.network.Network;
import cnn.spec.NetworkSpec;
import cnn.spec.Slice;
import cnn.spec.StateSlice;
import cnn.tensor.Shape;
import cnn.training.Snapshot;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A trained network: what it is, and its numbers. On disk it is a folder with {@value #DESCRIPTION} (for people and for
 * {@link ModelDescription}) and {@value #WEIGHTS}; the second one holds the checksum of the first, so that numbers are
 * never used with layers that they were not learnt for.
 *
 * @param weights every parameter and every tensor of the state under its name ({@code conv1.w}, {@code bn1.mean}), in
 *     the precision in which it was learnt
 */
public record TrainedModel(ModelDescription description, Map<String, StoredTensor> weights) {
    /** The description's file in a model's folder. */
    public static final String DESCRIPTION = "model.yaml";

    /** The numbers' file in a model's folder. */
    public static final String WEIGHTS = "weights.safetensors";

    /** @throws BadInputException if the weights are not exactly those that the network has */
    public TrainedModel {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        Map<String, Shape> wanted = shapes(description.network());
        for (Map.Entry<String, Shape> entry : wanted.entrySet()) {
            Optional<StoredTensor> found = Optional.ofNullable(weights.get(entry.getKey()));
            if (found.isEmpty()) {
                throw new BadInputException("%s of the network is missing among the weights".formatted(entry.getKey()));
            }
            if (!found.get().shape().equals(entry.getValue())) {
                throw new BadInputException("%s: the network needs %s, the weights have %s"
                        .formatted(entry.getKey(), entry.getValue(), found.get().shape()));
            }
        }
        for (String name : weights.keySet()) {
            if (!wanted.containsKey(name)) {
                throw new BadInputException("the weights have a tensor '" + name + "', which the network has not");
            }
        }
    }

    private static Map<String, Shape> shapes(NetworkSpec network) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Slice slice : network.slices()) {
            shapes.put(slice.name(), slice.parameter().shape());
        }
        for (StateSlice slice : network.stateSlices()) {
            shapes.put(slice.name(), slice.state().shape());
        }
        return shapes;
    }

    /** A copy of what a network holds now. */
    public static TrainedModel of(ModelDescription description, Network network) {
        Map<String, StoredTensor> weights = new LinkedHashMap<>();
        for (Slice slice : network.spec().slices()) {
            Shape shape = slice.parameter().shape();
            weights.put(slice.name(), StoredTensor.slice(network.parameters(), slice.offset(), shape));
        }
        for (StateSlice slice : network.spec().stateSlices()) {
            weights.put(
                    slice.name(), StoredTensor.slice(network.state(), slice.offset(), slice.state().shape()));
        }
        return new TrainedModel(description, weights);
    }

    /**
     * Gives a network these weights: bit for bit if its precision is theirs or a wider one, else rounded to nearest.
     *
     * @throws BadInputException if a weight is not finite
     */
    public void restore(Network network) {
        snapshot().restore(network);
    }

    /** The weights as the two flat vectors of a network; doubles hold every precision's values exactly. */
    Snapshot snapshot() {
        NetworkSpec network = description.network();
        double[] parameters = new double[network.parameterCount()];
        for (Slice slice : network.slices()) {
            weights.get(slice.name()).copyTo(parameters, slice.offset());
        }
        double[] state = new double[network.stateCount()];
        for (StateSlice slice : network.stateSlices()) {
            weights.get(slice.name()).copyTo(state, slice.offset());
        }
        return new Snapshot(parameters, state);
    }

    /**
     * @throws BadInputException if the folder holds no model, or one of its files is damaged or was changed; says which
     *     and what to do
     */
    public static TrainedModel read(Path folder) {
        Path description = folder.resolve(DESCRIPTION);
        String text = descriptionText(folder);
        Path weights = folder.resolve(WEIGHTS);
        if (!Files.exists(weights)) {
            throw new BadInputException("there is no " + WEIGHTS + " in " + folder + unfinished(folder));
        }
        Safetensors read = Safetensors.read(weights, Safetensors.Checksum.REQUIRED);
        if (!Checksums.of(text).equals(read.metadata().get(DESCRIPTION))) {
            throw new BadInputException(description + " is not the description that " + weights
                    + " was written with; put the old one back, or train anew");
        }
        try {
            ModelDescription known = ModelDescription.read(new StringReader(text), description.toString());
            return new TrainedModel(known, read.tensors());
        } catch (BadInputException e) {
            throw e.getMessage().startsWith(description.toString()) ? e : e.at(weights.toString());
        }
    }

    private static String descriptionText(Path folder) {
        Path file = folder.resolve(DESCRIPTION);
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            String what = Files.isDirectory(folder) ? folder + " is a folder without a model (no " + DESCRIPTION + ")"
                    : "there is no folder " + folder;
            throw new BadInputException(what + "; give the one that 'cnn train --out' has made", e);
        } catch (CharacterCodingException e) {
            throw new BadInputException(file + " is no text in UTF-8; put the old one back, or train anew", e);
        } catch (IOException e) {
            throw new BadInputException("cannot read " + file + ": " + e, e);
        }
    }

    private static String unfinished(Path folder) {
        return Checkpoints.in(folder)
                .newest()
                .map(newest -> ": its training has not ended; go on with 'cnn train --resume " + folder
                        + "', or use the checkpoint " + newest)
                .orElse("; give the folder that 'cnn train --out' has made");
    }

    /**
     * Writes the folder. Where there is one, the description changes only together with the weights: between the two
     * there is no model for a moment.
     *
     * @throws BadInputException if it cannot be written there
     */
    public void write(Path folder) {
        writeFiles(folder);
    }

    /** The same; gives each file's SHA-256. */
    Map<String, String> writeFiles(Path folder) {
        String text = description.write();
        String sum = Checksums.of(text);
        Storage.replace(folder.resolve(DESCRIPTION), text);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", "cnn-model 1");
        metadata.put(DESCRIPTION, sum);
        String weightsSum = new Safetensors(metadata, weights).write(folder.resolve(WEIGHTS));
        return Map.of(DESCRIPTION, sum, WEIGHTS, weightsSum);
    }
}
