package cnn.compare.run;

import cnn.config.RunConfig;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.data.Normalization;
import cnn.data.augment.Augmentation;
import cnn.data.augment.AugmentationSpec;
import cnn.tensor.Shape;
import cnn.training.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The first pictures of an epoch, in the order in which a network gets them, beside what they were made of.
 *
 * @param shape of each, {@code [C, H, W]}
 * @param normalization of all of them
 * @param augmentation what was done to them, for people, a few kinds a line
 */
public record SeenPictures(
        String dataset, Shape shape, Normalization normalization, List<String> augmentation, List<Seen> pictures) {
    private static final int KINDS_A_LINE = 4;

    /**
     * One picture, normalised.
     *
     * @param original without augmentation
     * @param seen what the network gets
     * @param label its class; of a mixed one both, with their shares
     */
    public record Seen(float[] original, float[] seen, String label) {}

    /**
     * @param epoch from 1
     * @param count how many; fewer if an epoch has fewer
     * @throws cnn.error.BadInputException if the run's pictures cannot be had, or do not fit
     */
    public static SeenPictures of(RunConfig config, int epoch, int count) {
        Pictures pictures = Pictures.of(config, Optional.empty());
        TrainingSpec training = config.training();
        Normalization normalization = pictures.dataset().normalization();
        Batches train = TrainingSamples.of(pictures, training).train();
        List<Seen> seen = new ArrayList<>();
        Iterator<Batch> originals = train.unaugmented().shuffled(training.seed(), epoch).iterator();
        for (Batch batch : train.shuffled(training.seed(), epoch)) {
            Batch original = originals.next();
            for (int i = 0; i < batch.size() && seen.size() < count; i++) {
                seen.add(new Seen(sample(original, i), sample(batch, i), label(batch, i, pictures.train().classes())));
            }
            if (seen.size() >= count) {
                break;
            }
        }
        return new SeenPictures(
                pictures.dataset().name(),
                train.source().shape(),
                normalization,
                lines(training.augmentation()),
                List.copyOf(seen));
    }

    private static List<String> lines(Augmentation augmentation) {
        List<String> lines = new ArrayList<>();
        List<AugmentationSpec> steps = augmentation.steps();
        for (int from = 0; from < steps.size(); from += KINDS_A_LINE) {
            lines.add(steps.subList(from, Math.min(steps.size(), from + KINDS_A_LINE)).stream()
                    .map(AugmentationSpec::toString)
                    .collect(Collectors.joining(", ")));
        }
        return List.copyOf(lines);
    }

    private static float[] sample(Batch batch, int i) {
        int size = batch.shape().withoutBatch().size();
        return Arrays.copyOfRange(batch.x(), i * size, (i + 1) * size);
    }

    private static String label(Batch batch, int i, List<String> classes) {
        String first = classes.get(batch.labels()[i]);
        if (batch.mixed().isEmpty() || batch.mixed().get().labels()[i] == batch.labels()[i]) {
            return first;
        }
        Batch.Mixed second = batch.mixed().get();
        double share = second.shares()[i];
        return String.format(
                Locale.ROOT, "%s %.2f + %s %.2f", first, 1 - share, classes.get(second.labels()[i]), share);
    }
}
