package cnn.compare.cli;

import cnn.compare.report.training.TrainingLog;
import cnn.compare.run.TrainingRun;
import cnn.metrics.Evaluation;
import cnn.training.GradientStatistics;
import cnn.training.TrainingListener;
import cnn.training.Tripwire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the command line wants to see of a training besides its epochs. */
final class Watching implements AutoCloseable {
    private final Optional<TrainingLog> log;
    private final List<TrainingListener> listeners;

    private Watching(Optional<TrainingLog> log, List<TrainingListener> listeners) {
        this.log = log;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * @param training is given the warnings
     * @param updates how many the training has behind it: the log keeps their lines
     */
    static Watching open(
            TrainingRun training,
            Optional<Path> file,
            long updates,
            Optional<Long> gradients,
            Optional<Long> checks) {
        List<TrainingListener> listeners = new ArrayList<>();
        checks.map(Tripwire::new).ifPresent(listeners::add);
        // Opened last: what is wrong with a number leaves no file behind.
        gradients.ifPresent(GradientStatistics::requireSensible);
        Optional<TrainingLog> log = file.map(path -> new TrainingLog(path, updates));
        gradients.map(every -> new GradientStatistics(every, report -> {
                    report.warnings().forEach(training::warn);
                    log.ifPresent(lines -> lines.onGradients(report));
                }))
                .ifPresent(listeners::add);
        log.ifPresent(listeners::add);
        return new Watching(log, listeners);
    }

    List<TrainingListener> listeners() {
        return listeners;
    }

    /** The training is over, and its network answered the test images like this. */
    void test(Evaluation evaluation) {
        log.ifPresent(lines -> lines.onTest(evaluation));
    }

    @Override
    public void close() {
        log.ifPresent(TrainingLog::close);
    }
}
