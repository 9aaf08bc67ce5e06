package cnn.metrics;

import cnn.error.BadInputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each.
 *
 * @param counts K rows of K: {@code counts[i][j]} samples of class i were answered with class j
 */
public record ConfusionMatrix(List<List<Integer>> counts) {
    public ConfusionMatrix {
        int k = counts.size();
        if (counts.stream().anyMatch(row -> row.size() != k)) {
            throw new BadInputException("a confusion matrix has as many columns as rows");
        }
        counts = counts.stream().map(List::copyOf).toList();
    }

    /** @param classes K; labels and predictions are in [0, K) */
    public static ConfusionMatrix of(int classes, int[] labels, int[] predicted) {
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(
                Arrays.stream(counts).map(row -> IntStream.of(row).boxed().toList()).toList());
    }

    public int classes() {
        return counts.size();
    }

    /** Samples of class i that were answered with class j. */
    public int count(int i, int j) {
        return counts.get(i).get(j);
    }

    /** How many samples of class i there are. */
    public int actual(int i) {
        return counts.get(i).stream().mapToInt(Integer::intValue).sum();
    }

    /** How often the answer was class j. */
    public int answered(int j) {
        return counts.stream().mapToInt(row -> row.get(j)).sum();
    }

    public int size() {
        return IntStream.range(0, classes()).map(this::actual).sum();
    }

    public int correct() {
        return IntStream.range(0, classes()).map(i -> count(i, i)).sum();
    }

    /** correct / size, in [0, 1]. */
    public double accuracy() {
        return (double) correct() / size();
    }
}
