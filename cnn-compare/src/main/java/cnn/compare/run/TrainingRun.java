package cnn.compare.run;

import cnn.backend.Backend;
import cnn.config.ModelDescription;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.data.Batches;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.init.InitialValues;
import cnn.metrics.Evaluation;
import cnn.metrics.Probabilities;
import cnn.model.SavedTraining;
import cnn.network.BuildOptions;
import cnn.network.Network;
import cnn.training.EarlyStopping;
import cnn.training.Evaluator;
import cnn.training.Learner;
import cnn.training.Trainer;
import cnn.training.TrainingListener;
import cnn.training.TrainingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** Trains a configuration's network on one backend. */
public final class TrainingRun {
    private final RunConfig config;
    private final TrainingSpec training;
    private final Pictures pictures;
    private final Progress progress;
    private final Map<String, Warning> warnings = new LinkedHashMap<>();
    private double imagesPerSecond;
    private Optional<String> ending = Optional.empty();

    /** @param training the configuration's, with what the command line replaced */
    public TrainingRun(RunConfig config, TrainingSpec training, Optional<Integer> limit, Progress progress) {
        this.config = config;
        this.training = training;
        this.pictures = Pictures.of(config, limit);
        this.progress = progress;
    }

    /**
     * Trains and says what the answers to the test images are worth.
     *
     * @param saved where the training is saved and goes on from; empty: nothing is kept
     * @param more listeners, told after the run's own
     */
    public Evaluation on(Backend backend, Optional<SavedTraining> saved, List<TrainingListener> more) {
        return on(backend, saved, more, (network, test) ->
                Evaluator.evaluate(network, training.loss(), training.testAugmentation(), test));
    }

    /**
     * Trains, and asks the trained network.
     *
     * @param judge is given the network and the test images; its answer is returned
     */
    public <T> T on(
            Backend backend,
            Optional<SavedTraining> saved,
            List<TrainingListener> more,
            BiFunction<Network, Batches, T> judge) {
        TrainingSamples samples = TrainingSamples.of(pictures, training);
        Batches train = samples.train();
        try (Network network = Network.build(config.network(), backend, BuildOptions.batch(train.batchSize()));
                Learner learner = new Learner(network, training.loss(), training.update(), training.seed())) {
            network.setParameters(InitialValues.of(
                    training.initializer(),
                    config.network(),
                    training.seed(),
                    backend,
                    () -> train.unaugmented().shuffled(training.seed(), 1).iterator().next()));
            cnn.training.Progress from = saved.map(SavedTraining::from).orElse(cnn.training.Progress.START);
            if (from.epoch() <= training.epochs()) {
                progress.start(part(from.epoch()), train.perEpoch() - from.batches());
            }
            List<TrainingListener> listeners = new ArrayList<>(List.of(told(train.perEpoch())));
            listeners.addAll(more);
            List<TrainingListener.Epoch> epochs = saved.isPresent()
                    ? saved.get().fit(training, learner, train, samples.validation(), listeners)
                    : new Trainer(training, samples.validation(), listeners).fit(learner, train);
            imagesPerSecond = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).samplesPerSecond();
            ending = ending(epochs);
            return judge.apply(network, new Batches(pictures.test(), train.batchSize()));
        }
    }

    /** What early stopping did, if it did anything. */
    private Optional<String> ending(List<TrainingListener.Epoch> epochs) {
        if (training.stopping().isEmpty() || epochs.isEmpty()) {
            return Optional.empty();
        }
        TrainingListener.Epoch last = epochs.get(epochs.size() - 1);
        EarlyStopping rule = training.stopping().get();
        String best = "the weights are those of epoch " + last.after().stopping().bestEpoch();
        return Optional.of(
                last.after().stopping().waited() >= rule.patience()
                        ? "stopped after epoch %d: %s on the validation samples was no better for %d epochs; %s"
                                .formatted(last.number(), rule.monitor().kind(), rule.patience(), best)
                        : best + ", the best by " + rule.monitor().kind() + " on the validation samples");
    }

    /** How early stopping ended the training that {@link #on} has run, a sentence; empty without early stopping. */
    public Optional<String> ending() {
        return ending;
    }

    /** Classes of the images, by label. */
    public List<String> classes() {
        return pictures.train().classes();
    }

    /** All samples to learn from, those that are kept out for validation among them. */
    public SampleSource train() {
        return pictures.train();
    }

    /** The validation samples that the dataset itself has. */
    public Optional<SampleSource> validation() {
        return pictures.validation();
    }

    /** How many samples an epoch learns from. */
    public int learntFrom() {
        return TrainingSamples.of(pictures, training).train().source().size();
    }

    /** How many samples are evaluated after each epoch, the dataset's own or kept out of those to learn from. */
    public int heldBack() {
        return TrainingSamples.of(pictures, training).validation().map(held -> held.source().size()).orElse(0);
    }

    /** The samples to be judged by. */
    public SampleSource test() {
        return pictures.test();
    }

    /** How the pictures' bytes became numbers. */
    public Normalization normalization() {
        return pictures.dataset().normalization();
    }

    /** Shown, once an epoch for each kind, below the epoch's line. */
    public void warn(String warning) {
        // The same but for its numbers is the same warning.
        warnings.merge(
                warning.replaceAll("[0-9][0-9.e+-]*", "#"),
                new Warning(warning, 1),
                (before, now) -> new Warning(now.text(), before.times() + 1));
    }

    private record Warning(String text, int times) {}

    private String epochLine(TrainingListener.Epoch epoch) {
        StringBuilder line = new StringBuilder(say("loss %.4f", epoch.meanLoss()));
        String best = training.stopping().isPresent() && epoch.best() ? " (best)" : "";
        epoch.validation().ifPresent(v -> line.append(say(
                ", validation loss %.4f, accuracy %.2f%%, F1 %.4f%s",
                v.loss(), 100 * v.accuracy(), v.macroF1(), best)));
        line.append(say(", %.0f images/s", epoch.samplesPerSecond()));
        warnings.values().forEach(w ->
                line.append("\n    ").append(w.text()).append(w.times() > 1 ? " (" + w.times() + " times)" : ""));
        warnings.clear();
        return line.toString();
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /**
     * What the model is that comes out of this run.
     *
     * @param document the configuration as it was written, with what the command line replaced
     */
    public ModelDescription description(RunDocument document) {
        return new ModelDescription(
                config.network(),
                pictures.train().classes(),
                pictures.dataset().normalization(),
                Probabilities.of(training.loss()),
                Optional.of(written(document)));
    }

    private RunDocument written(RunDocument document) {
        RunDocument counted = document.withSamples(
                OptionalInt.of(pictures.train().size()),
                OptionalInt.of(pictures.test().size()));
        return pictures.validation()
                .map(held -> counted.withValidation(held.size()))
                .orElse(counted);
    }

    /** What is worth knowing of the images, a line each. */
    public List<String> notes() {
        return pictures.dataset().notes();
    }

    /** Training speed of the last epoch that was ended here; 0 if there was none. */
    public double imagesPerSecond() {
        return imagesPerSecond;
    }

    private String part(int epoch) {
        return "epoch %d of %d".formatted(epoch, training.epochs());
    }

    private TrainingListener told(int stepsPerEpoch) {
        return new TrainingListener() {
            @Override
            public void onStep(Step step) {
                progress.step();
            }

            @Override
            public void onEpoch(Epoch epoch) {
                progress.done(epochLine(epoch));
                boolean over = training.stopping()
                        .map(rule -> epoch.after().stopping().waited() >= rule.patience())
                        .orElse(false);
                if (epoch.number() < training.epochs() && !over) {
                    progress.start(part(epoch.number() + 1), stepsPerEpoch);
                }
            }
        };
    }
}
