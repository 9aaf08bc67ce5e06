package cnn.config;

import cnn.error.BadInputException;
import cnn.metrics.Monitor;
import cnn.training.EarlyStopping;
import cnn.training.TestAugmentation;
import cnn.training.TrainingSpec;

/**
 * Reads {@code training: {epochs, batch_size, loss, schedule, initializer, seed, validation, early_stopping,
 * augmentation, test_augmentation}} and what {@link UpdateReader} reads.
 */
final class TrainingReader {
    private TrainingReader() {}

    static TrainingSpec read(YamlValue value) {
        YamlMap m = value.map();
        TrainingSpec.Builder training = TrainingSpec.builder(UpdateReader.read(m))
                .epochs(m.required("epochs").integer())
                .batchSize(m.required("batch_size").integer());
        m.optional("loss").map(LossReader::read).ifPresent(training::loss);
        m.optional("schedule").map(ScheduleReader::read).ifPresent(training::schedule);
        m.optional("initializer").map(InitializerReader::read).ifPresent(training::initializer);
        m.optional("seed").map(YamlValue::longInteger).ifPresent(training::seed);
        m.optional("validation").map(YamlValue::number).ifPresent(training::validation);
        m.optional("early_stopping").map(TrainingReader::stopping).ifPresent(training::stopping);
        m.optional("augmentation").map(AugmentationReader::read).ifPresent(training::augmentation);
        m.optional("test_augmentation").map(TrainingReader::views).ifPresent(training::testAugmentation);
        m.finish();
        try {
            return training.build();
        } catch (BadInputException range) {
            throw m.complaint(range);
        }
    }

    private static EarlyStopping stopping(YamlValue value) {
        YamlMap m = value.map();
        Monitor monitor = m.optional("monitor", TrainingReader::monitor, Monitor.LOSS);
        int patience = m.required("patience").integer();
        double minimumGain = m.optional("minimum_gain", YamlValue::number, 0.0);
        m.finish();
        try {
            return new EarlyStopping(monitor, patience, minimumGain);
        } catch (BadInputException range) {
            throw m.complaint(range);
        }
    }

    private static TestAugmentation views(YamlValue value) {
        try {
            return TestAugmentation.named(value.text());
        } catch (BadInputException unknown) {
            throw value.complaint(unknown);
        }
    }

    private static Monitor monitor(YamlValue value) {
        try {
            return Monitor.named(value.text());
        } catch (BadInputException unknown) {
            throw value.complaint(unknown);
        }
    }
}
