package cnn.training;

import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.error.Suggestion;
import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * In which views a trained network is shown a sample that it is asked about. Its answer is the mean of the outputs; with
 * one view more it costs as much time again, and the training is the same (Krizhevsky, Sutskever and Hinton 2012, section
 * 4.1, with ten views).
 */
public enum TestAugmentation {
    /** As it is. */
    NONE,
    /** As it is, and mirrored left to right. */
    FLIP;

    /** @throws BadInputException if there is none of that name */
    public static TestAugmentation named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.text().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> known = Arrays.stream(values()).map(TestAugmentation::text).toList();
                    return new BadInputException(
                            "unknown test_augmentation '" + name + "' " + Suggestion.among(name, known));
                });
    }

    /** As in YAML. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws BadInputException if samples {@code [C, H, W]} of this shape have no such view */
    public void requireFits(Shape sample) {
        if (this == FLIP && sample.rank() != 3) {
            throw new BadInputException("test_augmentation: flip mirrors pictures [C, H, W], but the network's input is "
                    + sample + "; leave it out");
        }
    }

    /**
     * Whoever answers, asked about each view.
     *
     * @param network gives the outputs {@code [N, K]} of a batch; may give the same array each time
     */
    public Function<Batch, double[]> over(Function<Batch, double[]> network) {
        return switch (this) {
            case NONE -> network;
            case FLIP -> batch -> mean(network.apply(batch).clone(), network.apply(mirrored(batch)));
        };
    }

    private static double[] mean(double[] one, double[] other) {
        for (int i = 0; i < one.length; i++) {
            one[i] = (one[i] + other[i]) / 2;
        }
        return one;
    }

    private static Batch mirrored(Batch batch) {
        int width = batch.shape().dim(batch.shape().rank() - 1);
        float[] x = new float[batch.shape().size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = batch.x()[i - i % width + width - 1 - i % width];
        }
        return new Batch(batch.shape(), x, batch.labels());
    }
}
