package cnn.compare.cli;

import cnn.config.ModelDescription;
import cnn.config.RunConfig;
import cnn.data.Normalization;
import cnn.exchange.Weights;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.model.TrainedModel;
import cnn.training.TestAugmentation;
import cnn.training.TrainingSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;

/**
 * A network to be passed on: a trained one in its folder, or a configuration's with its initial weights.
 *
 * @param notes what a user of the network must know besides, by key
 * @param views in which it is asked, or is to be
 * @param trained whether it is the first
 */
record ModelSource(
        Weights weights, LossSpec loss, Map<String, String> notes, TestAugmentation views, boolean trained) {
    ModelSource {
        notes = Map.copyOf(notes);
    }

    /** @param path a model's folder or a configuration's file */
    static ModelSource read(Path path) {
        return Files.isDirectory(path) ? ofModel(TrainedModel.read(path)) : ofConfig(RunConfig.read(path));
    }

    private static ModelSource ofModel(TrainedModel model) {
        ModelDescription known = model.description();
        // A model that came from elsewhere has no loss; its outputs are then passed on as they are.
        LossSpec loss = known.run().map(run -> run.config().training().loss()).orElseGet(MeanSquaredError::new);
        return new ModelSource(Weights.of(model), loss, notes(known), known.views(), true);
    }

    private static ModelSource ofConfig(RunConfig run) {
        TrainingSpec training = run.training();
        double[] parameters = training.initializer().parameters(run.network(), training.seed());
        Weights weights = new Weights(run.network(), parameters, run.network().initialState());
        return new ModelSource(weights, training.loss(), Map.of(), training.testAugmentation(), false);
    }

    /** As JSON, since class names may hold any character. */
    private static Map<String, String> notes(ModelDescription known) {
        JsonMapper json = new JsonMapper();
        Map<String, Object> normalization = new LinkedHashMap<>();
        normalization.put("mean", each(known, Normalization.Channel::mean));
        normalization.put("std", each(known, Normalization.Channel::std));
        Map<String, String> notes = new HashMap<>();
        notes.put("classes", json.writeValueAsString(known.classes()));
        notes.put("normalization", json.writeValueAsString(normalization));
        notes.put("probabilities", known.probabilities().toString());
        if (known.views() != TestAugmentation.NONE) {
            notes.put("test_augmentation", known.views().text());
        }
        return notes;
    }

    private static double[] each(ModelDescription known, ToDoubleFunction<Normalization.Channel> value) {
        return known.normalization().channels().stream().mapToDouble(value).toArray();
    }
}
