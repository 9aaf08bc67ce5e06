package cnn.model;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** The main class of the processes that {@link KillTest} kills: begins a training, or goes on with one. */
final class TrainingProcess {
    private TrainingProcess() {}

    /** Arguments: the training's folder, and how many updates from one checkpoint to the next. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        boolean resume = folder.resolve(TrainedModel.DESCRIPTION).toFile().exists();
        TinyTraining.run(folder, resume, OptionalInt.of(Integer.parseInt(args[1])), List.of());
    }
}
