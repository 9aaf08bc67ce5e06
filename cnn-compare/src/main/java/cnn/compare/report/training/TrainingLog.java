package cnn.compare.report.training;

import cnn.compare.report.ReportFile;
import cnn.error.BadInputException;
import cnn.metrics.ClassScores;
import cnn.metrics.Evaluation;
import cnn.training.GradientReport;
import cnn.training.TensorStatistics;
import cnn.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training as JSON lines: one object a line, with an {@code event} that says which fields to expect: {@code step},
 * {@code epoch}, {@code gradients}, {@code test}. Each line is on disk before the training goes on. Numbers that JSON
 * lacks are the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}; what is unknown is left out.
 */
public final class TrainingLog implements TrainingListener, AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path file;
    private final Writer writer;

    /**
     * @param updates how many updates the training has behind it: 0 for a new one. Of a log that is there, the lines up to that
     *     update stay; those of updates that are made again go, and so do a test's, and a line that a kill has cut
     * @throws BadInputException if the file cannot be written
     */
    public TrainingLog(Path file, long updates) {
        this.file = file;
        try {
            if (Files.isRegularFile(file)) {
                ReportFile.write(file, upTo(updates, Files.readAllLines(file)));
            }
            this.writer = Files.newBufferedWriter(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BadInputException(
                    "cannot write the log " + file + ": " + e + "; give --log a file in a folder that is there", e);
        }
    }

    private static String upTo(long updates, List<String> lines) {
        return lines.stream()
                .filter(line -> step(line) <= updates)
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** The update that a line is about; beyond all updates if it is about none or no whole line. */
    private static long step(String line) {
        try {
            return MAPPER.readTree(line).path("step").asLong(Long.MAX_VALUE);
        } catch (JacksonException cut) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public void onStep(Step step) {
        Map<String, Object> line = event("step");
        line.put("step", step.after().updates());
        line.put("epoch", step.after().epoch());
        line.put("samples", step.samples());
        line.put("loss", step.loss());
        line.put("learning_rate", step.learningRate());
        write(line);
    }

    @Override
    public void onEpoch(Epoch epoch) {
        Map<String, Object> line = event("epoch");
        line.put("epoch", epoch.number());
        line.put("step", epoch.after().updates());
        line.put("mean_loss", epoch.meanLoss());
        line.put("samples_per_second", epoch.samplesPerSecond());
        line.put("best", epoch.best());
        epoch.validation().ifPresent(validation -> line.put("validation", numbers(validation)));
        write(line);
    }

    /** Writes an {@code event: gradients} line: every tensor by its name, and the warnings. */
    public void onGradients(GradientReport report) {
        Map<String, Object> line = event("gradients");
        line.put("step", report.step());
        line.put("norm", report.globalNorm());
        Map<String, Object> tensors = new LinkedHashMap<>();
        for (TensorStatistics t : report.tensors()) {
            Map<String, Object> tensor = new LinkedHashMap<>();
            tensor.put("norm", t.gradientNorm());
            tensor.put("zeros", t.zeroShare());
            put(tensor, "update_to_weight", t.updateRatio());
            put(tensor, "silent_units", t.silentShare());
            tensors.put(t.slice().name(), tensor);
        }
        line.put("tensors", tensors);
        line.put("warnings", report.warnings());
        write(line);
    }

    /** Writes an {@code event: test} line: the answers to the test samples after the training. */
    public void onTest(Evaluation test) {
        Map<String, Object> line = event("test");
        line.putAll(numbers(test));
        write(line);
    }

    private static Map<String, Object> event(String kind) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", kind);
        return line;
    }

    private static Map<String, Object> numbers(Evaluation e) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("loss", e.loss());
        numbers.put("accuracy", e.accuracy());
        numbers.put("precision", e.macroPrecision());
        numbers.put("recall", e.macroRecall());
        numbers.put("f1", e.macroF1());
        put(numbers, "roc_auc", e.rocAuc());
        put(numbers, "calibration_error", e.calibrationError());
        numbers.put("confusion", e.confusion().counts());
        numbers.put("classes", e.classes().stream().map(TrainingLog::numbers).toList());
        return numbers;
    }

    private static Map<String, Object> numbers(ClassScores scores) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("precision", scores.precision());
        numbers.put("recall", scores.recall());
        numbers.put("f1", scores.f1());
        put(numbers, "roc_auc", scores.rocAuc());
        numbers.put("support", scores.support());
        return numbers;
    }

    private static void put(Map<String, Object> line, String name, OptionalDouble value) {
        value.ifPresent(number -> line.put(name, number));
    }

    private void write(Map<String, Object> line) {
        try {
            writer.write(MAPPER.writeValueAsString(line) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the log " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the log " + file, e);
        }
    }
}
