package cnn.model;

import cnn.config.ModelDescription;
import cnn.error.BadInputException;
import cnn.model.safetensors.Safetensors;
import cnn.model.safetensors.StoredTensor;
import cnn.tensor.Tensor;
import cnn.training.Learner;
import cnn.training.Progress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training between two updates, whole: from here it goes on to the same bits as if it had never stopped. On disk it
 * is a model's folder with {@value #OPTIMIZER} and {@code progress.json} besides, and {@code SHA256SUMS} over all of
 * them.
 *
 * @param backend what computed, in one line: another one would go on to other roundings
 * @param optimizer the optimizer's vectors by their names
 */
public record Checkpoint(
        TrainedModel model, String backend, Map<String, StoredTensor> optimizer, Progress progress) {
    static final String OPTIMIZER = "optimizer.safetensors";

    private static final List<String> FILES =
            List.of(TrainedModel.DESCRIPTION, TrainedModel.WEIGHTS, OPTIMIZER, ProgressFile.NAME);

    public Checkpoint {
        optimizer = Collections.unmodifiableMap(new LinkedHashMap<>(optimizer));
    }

    /** A copy of what a learner holds now. */
    public static Checkpoint of(ModelDescription description, Learner learner, Progress progress) {
        // In the order of their names: the same state is the same file.
        Map<String, StoredTensor> optimizer = new TreeMap<>();
        learner.optimizerState().forEach((name, tensor) -> optimizer.put(name, StoredTensor.of(tensor)));
        return new Checkpoint(
                TrainedModel.of(description, learner.network()),
                learner.network().backend().describe(),
                optimizer,
                progress);
    }

    /**
     * Gives a learner and its network all that they held; {@link #progress} is for the trainer.
     *
     * @throws BadInputException if its optimizer has other vectors
     */
    public void restore(Learner learner) {
        Map<String, Tensor> vectors = learner.optimizerState();
        if (!vectors.keySet().equals(optimizer.keySet())) {
            throw new BadInputException("the checkpoint has the optimizer's vectors %s, but this optimizer has %s"
                    .formatted(optimizer.keySet(), vectors.keySet()));
        }
        vectors.forEach((name, vector) -> {
            StoredTensor stored = optimizer.get(name);
            if (!stored.shape().equals(vector.shape())) {
                throw new BadInputException("the optimizer's %s: expected %s, the checkpoint has %s"
                        .formatted(name, vector.shape(), stored.shape()));
            }
            double[] values = new double[stored.shape().size()];
            stored.copyTo(values, 0);
            vector.copyFrom(values);
        });
        model.restore(learner.network());
    }

    /** @throws BadInputException if it is damaged or was changed; says what is wrong, and how to go on */
    public static Checkpoint read(Path folder) {
        Checksums.require(folder, FILES);
        TrainedModel model = TrainedModel.read(folder);
        Safetensors optimizer = Safetensors.read(folder.resolve(OPTIMIZER), Safetensors.Checksum.REQUIRED);
        ProgressFile.Document document = ProgressFile.read(folder);
        return new Checkpoint(model, document.backend(), optimizer.tensors(), document.progress());
    }

    /** Writes all files into a folder that exists. */
    void write(Path folder) {
        Map<String, String> sums = new HashMap<>(model.writeFiles(folder));
        sums.put(OPTIMIZER, new Safetensors(Map.of(), optimizer).write(folder.resolve(OPTIMIZER)));
        sums.put(ProgressFile.NAME, ProgressFile.write(folder, backend, progress));
        Checksums.write(folder, sums);
    }
}
