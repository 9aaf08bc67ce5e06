package cnn.compare.experiment;

import cnn.backend.Backend;
import cnn.backend.Backends;
import cnn.compare.report.training.TrainingLog;
import cnn.compare.result.MachineInfo;
import cnn.compare.run.Progress;
import cnn.compare.run.TrainingRun;
import cnn.compare.statistics.WilsonInterval;
import cnn.config.RunConfig;
import cnn.data.Batches;
import cnn.metrics.Evaluation;
import cnn.model.SavedTraining;
import cnn.model.TrainedModel;
import cnn.model.TrainingFolder;
import cnn.model.storage.Storage;
import cnn.network.Network;
import cnn.spec.NetworkSummary;
import cnn.training.GradientStatistics;
import cnn.training.TrainingDivergedException;
import cnn.training.TrainingSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Trains one unit in its folder, from its newest checkpoint if there is one, and leaves its result there. */
final class UnitTraining {
    /** Multiply-adds of forward passes from one checkpoint to the next, besides that of each epoch: some ten seconds. */
    private static final double BETWEEN_CHECKPOINTS = 100e9;

    private static final int KEPT = 2;

    /** How often an epoch's gradients are looked at. */
    private static final int LOOKS = 5;

    private final Unit unit;
    private final RunConfig config;
    private final TrainingSpec training;
    private final TrainingRun run;
    private final ExperimentSettings settings;

    UnitTraining(Unit unit, ExperimentSettings settings, Progress progress) {
        this.unit = unit;
        this.config = unit.config();
        this.training = config.training();
        this.settings = settings;
        this.run = new TrainingRun(config, training, Optional.empty(), progress);
    }

    UnitResult run() {
        Path folder = unit.folder();
        try (TrainingFolder open = open(folder);
                Backend backend = Backends.named(config.backend(), settings.share(config.backendOptions()))) {
            SavedTraining saved = new SavedTraining(open, OptionalInt.of(updatesBetweenCheckpoints()), KEPT);
            Optional<String> problem = Optional.empty();
            Optional<TestAnswers> answers = Optional.empty();
            try (TrainingLog log = new TrainingLog(folder.resolve(Unit.LOG), saved.from().updates())) {
                GradientStatistics gradients = new GradientStatistics(updatesBetweenLooks(), log::onGradients);
                answers = Optional.of(run.on(backend, Optional.of(saved), List.of(gradients, log), this::answers));
            } catch (TrainingDivergedException diverged) {
                // A recipe that diverges is something to know of it; the other units go on.
                problem = Optional.of(diverged.getMessage());
            }
            UnitResult result = result(backend.describe(), problem, answers);
            ResultFile.write(folder, result);
            return result;
        }
    }

    private TrainingFolder open(Path folder) {
        if (Files.exists(folder.resolve(TrainedModel.DESCRIPTION))) {
            return TrainingFolder.resume(folder);
        }
        Storage.replace(folder.resolve(Unit.RECIPE), unit.document().effective());
        return TrainingFolder.start(folder, run.description(unit.document()));
    }

    private TestAnswers answers(Network network, Batches test) {
        return TestAnswers.of(network, training, test);
    }

    private int updatesBetweenCheckpoints() {
        double work = training.batchSize() * Work.ofImage(config.network());
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, BETWEEN_CHECKPOINTS / work));
    }

    private int updatesBetweenLooks() {
        return Math.max(1, run.learntFrom() / training.batchSize() / LOOKS);
    }

    private UnitResult result(String engine, Optional<String> problem, Optional<TestAnswers> answers) {
        int learnt = run.learntFrom();
        LogSummary log = LogSummary.read(unit.folder().resolve(Unit.LOG), config.network(), learnt);
        return new UnitResult(
                ResultFile.FORMAT,
                unit.file().group(),
                unit.file().name(),
                unit.file().title(),
                unit.backend(),
                unit.seed(),
                unit.quick(),
                digest(unit.document().recipe()),
                problem,
                new UnitResult.Architecture(
                        config.network().input().toString(),
                        config.network().parameterCount(),
                        config.network().multiplyAdds(),
                        NetworkSummary.of(config.network())),
                new UnitResult.Samples(
                        config.dataset().words(),
                        run.classes(),
                        learnt,
                        run.heldBack(),
                        run.test().size(),
                        training.batchSize(),
                        run.notes()),
                log.epochs(),
                answers.map(UnitTraining::test),
                log.gradients(),
                unit.file().document().published(),
                surroundings(engine));
    }

    private UnitResult.Surroundings surroundings(String engine) {
        return new UnitResult.Surroundings(
                MachineInfo.describe(),
                Runtime.version().toString(),
                engine,
                settings.version(),
                settings.command(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static UnitResult.Test test(TestAnswers answers) {
        Evaluation evaluation = answers.evaluation();
        int correct = evaluation.confusion().correct();
        int size = evaluation.confusion().size();
        WilsonInterval interval = WilsonInterval.of(correct, size);
        return new UnitResult.Test(
                evaluation.loss(),
                correct,
                size,
                evaluation.accuracy(),
                interval.low(),
                interval.high(),
                evaluation.confusion().counts(),
                evaluation.calibrationError(),
                evaluation.rocAuc(),
                answers.labels(),
                answers.predicted(),
                answers.confidence());
    }

    private static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
