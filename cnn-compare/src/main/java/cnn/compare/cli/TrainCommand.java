package cnn.compare.cli;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.compare.run.TrainingRun;
import cnn.config.ModelDescription;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.error.BadInputException;
import cnn.metrics.Evaluation;
import cnn.model.CheckpointWriter;
import cnn.model.SavedTraining;
import cnn.model.TrainingFolder;
import cnn.spec.NetworkSummary;
import cnn.training.Progress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cnn train --config FILE [--out FOLDER]}, and {@code cnn train --resume FOLDER}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains one network on one backend and reports its accuracy on the test images.",
            "With --out it is saved, and can be stopped at any moment and resumed."
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "The run as a YAML file.")
    private Optional<Path> config = Optional.empty();

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Option(names = "--backend", paramLabel = "NAME", description = "Instead of the file's backend.")
    private Optional<String> backend = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "Instead of the file's number of epochs.")
    private Optional<Integer> epochs = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "At most N training and N test images.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "Instead of the file's seed.")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Saves the model there, and a checkpoint after each epoch.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description = "Instead of --config: goes on with the training that --out has saved, to the same bits.")
    private Optional<Path> resume = Optional.empty();

    @Option(
            names = "--checkpoint-every",
            paramLabel = "N",
            description = "With --out or --resume: a checkpoint after every N updates as well.")
    private Optional<Integer> every = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "2",
            description = "Checkpoints that are kept, besides the best (default: ${DEFAULT-VALUE}).")
    private int keep;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "Every update and every epoch as JSON lines; --resume goes on where its checkpoint stands.")
    private Optional<Path> log = Optional.empty();

    @Option(
            names = "--gradients",
            paramLabel = "N",
            description = "Looks at the gradients of every N-th update, and warns of vanishing and exploding ones and"
                    + " of dead ReLUs.")
    private Optional<Long> gradients = Optional.empty();

    @Option(
            names = "--check-gradients",
            paramLabel = "N",
            description = "Looks whether the gradient of every N-th update is finite; if not, the training ends and"
                    + " says where it began.")
    private Optional<Long> checkGradients = Optional.empty();

    @Override
    public Integer call() {
        // Before anything is written.
        CheckpointWriter.requireSensible(every(), keep);
        if (resume.isPresent()) {
            return resume(resume.get());
        }
        RunDocument document = RunDocument.read(config.orElseThrow(() ->
                new BadInputException("give the run with --config FILE, or a saved training with --resume FOLDER")));
        document = epochs.isPresent() ? document.withEpochs(epochs.get()) : document;
        document = seed.isPresent() ? document.withSeed(seed.get()) : document;
        document = backend.isPresent() ? document.withBackend(backend.get()) : document;
        document = photos.choice().applyTo(document);
        RunConfig run = photos.choice().cached(document.config());
        if (out.isEmpty() && every.isPresent()) {
            throw new BadInputException("--checkpoint-every needs a place for the checkpoints; add --out FOLDER");
        }
        TrainingRun training = new TrainingRun(run, run.training(), limit, new ConsoleProgress(console()));
        if (out.isEmpty()) {
            return train(run, training, Optional.empty());
        }
        try (TrainingFolder folder = TrainingFolder.start(out.get(), training.description(document))) {
            int code = train(run, training, Optional.of(saved(folder)));
            console().printf("the model is in %s%n", out.get());
            console().flush();
            return code;
        }
    }

    private Integer resume(Path from) {
        if (config.isPresent() || backend.isPresent() || limit.isPresent() || seed.isPresent() || out.isPresent()) {
            throw new BadInputException("--resume goes on with the run as " + from + " has it, except for --epochs;"
                    + " leave out --config, --backend, --limit, --seed and --out");
        }
        try (TrainingFolder found = TrainingFolder.resume(from)) {
            TrainingFolder folder = epochs.isPresent() ? longer(found, epochs.get()) : found;
            RunConfig run = photos.choice().applyTo(document(folder.description()).config());
            SavedTraining saved = saved(folder);
            Progress at = saved.from();
            console().printf(
                    at.epoch() > run.training().epochs()
                            ? "the training in %s has ended%n"
                            : "the training in %s goes on in epoch %d, after %d batches of it%n",
                    from, at.epoch(), at.batches());
            int code = train(
                    run,
                    new TrainingRun(run, run.training(), Optional.empty(), new ConsoleProgress(console())),
                    Optional.of(saved));
            console().printf("the model is in %s%n", from);
            console().flush();
            return code;
        }
    }

    private static RunDocument document(ModelDescription description) {
        return description
                .run()
                .orElseThrow(() -> new BadInputException("the model says nothing of a training to go on with;"
                        + " train anew with --config"));
    }

    private static TrainingFolder longer(TrainingFolder folder, int epochs) {
        ModelDescription old = folder.description();
        return folder.with(new ModelDescription(
                old.network(),
                old.classes(),
                old.normalization(),
                old.probabilities(),
                Optional.of(document(old).withEpochs(epochs))));
    }

    private SavedTraining saved(TrainingFolder folder) {
        return new SavedTraining(folder, every(), keep);
    }

    private OptionalInt every() {
        return every.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private Integer train(RunConfig run, TrainingRun training, Optional<SavedTraining> saved) {
        PrintWriter console = console();
        try (Backend chosen = Backends.named(run.backend(), run.backendOptions())) {
            console.println(chosen.describe());
            saved.flatMap(before -> before.otherBackend(chosen))
                    .ifPresent(other -> console.printf(
                            "the checkpoint is of '%s': roundings will differ from those of one run%n", other));
            console.println(NetworkSummary.of(run.network()));
            training.notes().forEach(console::println);
            Evaluation test = watched(training, chosen, saved);
            training.ending().ifPresent(console::println);
            console.printf(Locale.ROOT, "trained at %.0f images/s%n%ntest ", training.imagesPerSecond());
            console.print(EvaluationTable.of(test, training.classes()));
            console.flush();
        }
        return 0;
    }

    private Evaluation watched(TrainingRun training, Backend backend, Optional<SavedTraining> saved) {
        long updates = saved.map(before -> before.from().updates()).orElse(0L);
        try (Watching watching = Watching.open(training, log, updates, gradients, checkGradients)) {
            Evaluation test = training.on(backend, saved, watching.listeners());
            watching.test(test);
            return test;
        }
    }

    private PrintWriter console() {
        return spec.commandLine().getOut();
    }
}
