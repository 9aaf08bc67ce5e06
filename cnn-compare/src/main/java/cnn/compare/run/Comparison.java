package cnn.compare.run;

import cnn.backend.Backend;
import cnn.backend.BackendOptions;
import cnn.backend.Backends;
import cnn.backend.UnsupportedLayerException;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Engines;
import cnn.compare.engine.NoCounterpartException;
import cnn.compare.result.ComparisonResult;
import cnn.compare.result.EngineInfo;
import cnn.compare.result.Setup;
import cnn.config.NetworkWriter;
import cnn.config.RunConfig;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.init.InitialValues;
import cnn.schedule.Constant;
import cnn.spec.NetworkSpec;
import cnn.spec.NetworkSummary;
import cnn.tensor.Precision;
import cnn.training.TrainingSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The whole comparison: gradients of the first batch on every engine, then training side by side. */
public final class Comparison {
    private final ComparisonRequest request;
    private final Progress progress;
    private final RunConfig config;
    private final TrainingSpec training;
    private final Pictures pictures;

    /** @throws cnn.error.BadInputException if the request does not fit together */
    public Comparison(ComparisonRequest request, Progress progress) {
        this.request = request;
        this.progress = progress;
        this.config = request.config();
        this.training = request.training();
        this.pictures = Pictures.of(config, request.limit());
    }

    /** What is worth knowing of the images, a line each. */
    public List<String> notes() {
        return pictures.dataset().notes();
    }

    public ComparisonResult run() {
        NetworkSpec network = config.network();
        sayHowLong();
        TrainingSamples samples = TrainingSamples.of(pictures, training);
        Batches train = samples.train();
        Batch first = train.unaugmented().shuffled(training.seed(), 1).iterator().next();
        double[] initial = roundedToFloat(initialValues(network, first));
        GradientComparison gradients =
                new GradientComparison(this::engine, initial, first, training.loss(), progress);
        gradients.run(request.engines());

        List<Engine> engines = new ArrayList<>();
        try {
            for (String name : request.engines()) {
                makeForTraining(name).ifPresent(engines::add);
            }
            engines.forEach(engine -> engine.setParameters(initial));
            TrainingRace race = new TrainingRace(
                    train, samples.validation(), new Batches(pictures.test(), train.batchSize()), training, progress);
            RaceResult raced = race.run(engines);
            List<EngineInfo> infos = withTraining(gradients.engines(), engines);
            return new ComparisonResult(
                    setup(first.size()),
                    infos,
                    gradients.rows(),
                    raced.trainings(),
                    raced.drifts(),
                    raced.pairs());
        } finally {
            engines.forEach(Engine::close);
        }
    }

    /** What of the training the report's table has no line for. */
    private void sayHowLong() {
        if (!(training.schedule() instanceof Constant)) {
            progress.start("schedule", 0);
            progress.done(training.schedule().toString());
        }
        if (!training.augmentation().isNone()) {
            progress.start("augmentation", 0);
            progress.done(training.augmentation() + "; not in the gradients' batch");
        }
        if (training.stopping().isPresent()) {
            progress.start("early stopping", 0);
            progress.done("left out, all %d epochs are trained: engines that stop at different epochs cannot be compared"
                    .formatted(training.epochs()));
        }
    }

    /** An initializer that looks at data does so with the backend whose results depend on nothing but the processor. */
    private double[] initialValues(NetworkSpec network, Batch first) {
        try (Backend scratch = Backends.named("scratch")) {
            return InitialValues.of(training.initializer(), network, training.seed(), scratch, () -> first);
        }
    }

    /** Every engine starts from the same numbers, so they must be numbers that every precision holds. */
    private static double[] roundedToFloat(double[] values) {
        return Arrays.stream(values).map(value -> (float) value).toArray();
    }

    /** Empty for an engine that cannot run one of the layers; the gradient comparison has said so already. */
    private Optional<Engine> makeForTraining(String name) {
        try {
            return Optional.of(engine(name, Engines.usualPrecision(name)));
        } catch (NoCounterpartException | UnsupportedLayerException saidAlready) {
            return Optional.empty();
        }
    }

    private Engine engine(String name, Precision precision) {
        BackendOptions options = config.optionsOf(name);
        return Engines.create(
                name,
                new EngineSettings(
                        config.network(),
                        training.loss(),
                        training.update(),
                        Math.min(training.batchSize(), pictures.train().size()),
                        Optional.of(precision),
                        options.threads(),
                        options.options(),
                        training.seed()));
    }

    /** Those that took part in the gradients, with what they did besides; then those that only trained. */
    private static List<EngineInfo> withTraining(List<EngineInfo> compared, List<Engine> trained) {
        List<EngineInfo> all = new ArrayList<>(compared);
        for (Engine engine : trained) {
            EngineInfo alone = info(engine, "training");
            int index = all.stream().map(EngineInfo::label).toList().indexOf(alone.label());
            if (index < 0) {
                all.add(alone);
            } else {
                EngineInfo both = all.get(index);
                all.set(
                        index,
                        new EngineInfo(both.name(), both.precision(), both.description(), both.role() + ", training"));
            }
        }
        return List.copyOf(all);
    }

    static EngineInfo info(Engine engine, String role) {
        return new EngineInfo(engine.name(), engine.precision().toString(), engine.describe(), role);
    }

    private Setup setup(int gradientBatch) {
        NetworkSpec network = config.network();
        return new Setup(
                request.command(),
                pictures.dataset().name(),
                pictures.dataset().citation(),
                pictures.train().classes(),
                pictures.train().size(),
                pictures.test().size(),
                NetworkSummary.of(network),
                NetworkWriter.write(network),
                network.parameterCount(),
                network.multiplyAdds(),
                training.loss().kind(),
                training.update().toString(),
                training.initializer().kind(),
                training.epochs(),
                training.batchSize(),
                training.seed(),
                gradientBatch,
                pictures.dataset().linearBaseline().orElse(Double.NaN),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                "%d processors, JDK %s, %s %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                Runtime.version(),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch")));
    }
}
