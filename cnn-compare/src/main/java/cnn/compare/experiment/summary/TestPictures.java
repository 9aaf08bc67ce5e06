package cnn.compare.experiment.summary;

import cnn.compare.experiment.UnitResult;
import cnn.compare.run.Progress;
import cnn.compare.run.TrainingRun;
import cnn.config.DatasetSpec;
import cnn.config.ModelDescription;
import cnn.config.RunConfig;
import cnn.config.RunDocument;
import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.error.BadInputException;
import cnn.model.TrainedModel;
import cnn.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The test pictures of trainings, as the networks see them, as PNG files. Each dataset is opened once. */
public final class TestPictures {
    private final Optional<Path> data;
    private final Map<DatasetSpec, TrainingRun> opened = new HashMap<>();

    /** @param data where photo files lie; empty: where they were */
    public TestPictures(Optional<Path> data) {
        this.data = data;
    }

    /**
     * A wrong answer.
     *
     * @param index of the test picture
     */
    public record Mistake(int index, int label, int predicted, double confidence) {}

    /** The wrong answers of the first seed, the most confident first; none where there are no confidences. */
    public static List<Mistake> mistakes(Entry entry, int most) {
        Optional<UnitResult.Test> found = entry.results().stream().flatMap(r -> r.test().stream()).findFirst();
        if (found.isEmpty() || found.get().confidence().length == 0) {
            return List.of();
        }
        UnitResult.Test test = found.get();
        return IntStream.range(0, test.size())
                .filter(i -> test.predicted()[i] != test.labels()[i])
                .mapToObj(i -> new Mistake(i, test.labels()[i], test.predicted()[i], test.confidence()[i]))
                .sorted(Comparator.comparingDouble(Mistake::confidence).reversed().thenComparing(Mistake::index))
                .limit(most)
                .toList();
    }

    /** @throws BadInputException if the pictures are not there any more */
    public byte[] png(Entry entry, int index) {
        TrainingRun run = open(entry);
        SampleSource test = run.test();
        if (index >= test.size()) {
            throw new BadInputException("there is no test picture " + index + " any more");
        }
        Shape shape = test.shape();
        float[] x = new float[shape.size()];
        test.read(index, x, 0);
        return png(x, shape, run.normalization());
    }

    private TrainingRun open(Entry entry) {
        ModelDescription model = ModelDescription.read(entry.folder().resolve(TrainedModel.DESCRIPTION));
        RunDocument own = model.run().orElseThrow(() -> new BadInputException("the model does not name its pictures"));
        RunConfig config = data.filter(path -> own.config().dataset().photos().isPresent())
                .map(own::withPath)
                .orElse(own)
                .config();
        if (!opened.containsKey(config.dataset())) {
            opened.put(
                    config.dataset(), new TrainingRun(config, config.training(), Optional.empty(), Progress.SILENT));
        }
        return opened.get(config.dataset());
    }

    /** Undoes the normalisation. */
    static byte[] png(float[] x, Shape shape, Normalization normalization) {
        int channels = shape.dim(0);
        int height = shape.dim(1);
        int width = shape.dim(2);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int h = 0; h < height; h++) {
            for (int w = 0; w < width; w++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    // A picture of one channel is grey.
                    int from = Math.min(c, channels - 1);
                    Normalization.Channel channel = normalization.channels().get(from);
                    double share = x[(from * height + h) * width + w] * channel.std() + channel.mean();
                    rgb = rgb << 8 | (int) Math.max(0, Math.min(255, Math.rint(255 * share)));
                }
                image.setRGB(w, h, rgb);
            }
        }
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
