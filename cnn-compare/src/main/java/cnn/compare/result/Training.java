package cnn.compare.result;

import java.util.List;

/**
 * One engine's training.
 *
 * @param losses of each step's batch, before the update
 * @param epochSeconds time in updates of each epoch; the first includes warm-up
 * @param imagesPerSecond median over the epochs after the first (the first if it is the only one)
 * @param correct test images whose class was found, of {@code tested}
 * @param confusion row: true class, column: predicted class
 * @param low and {@code high}: Wilson's 95% interval of the accuracy
 */
public record Training(
        String engine,
        String precision,
        List<Double> losses,
        List<Double> epochSeconds,
        double imagesPerSecond,
        int correct,
        int tested,
        double low,
        double high,
        List<List<Integer>> confusion) {

    public Training {
        confusion = List.copyOf(confusion);
    }

    /** This training with its speed. */
    public Training withImagesPerSecond(double rate) {
        return new Training(
                engine, precision, losses, epochSeconds, rate, correct, tested, low, high, confusion);
    }

    public double accuracy() {
        return (double) correct / tested;
    }

    public double medianEpochSeconds() {
        List<Double> counted = epochSeconds.size() > 1 ? epochSeconds.subList(1, epochSeconds.size()) : epochSeconds;
        List<Double> sorted = counted.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
