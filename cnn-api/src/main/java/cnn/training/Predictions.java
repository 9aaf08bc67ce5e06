package cnn.training;

import cnn.backend.Mode;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.network.Network;
import cnn.tensor.Tensor;
import java.util.function.Function;

/**
 * What a network answers to samples with known classes.
 *
 * @param predicted the class with the largest output of each sample; the first of them on a tie
 * @param labels the true classes
 */
public record Predictions(int[] predicted, int[] labels) {

    /** Runs every sample of {@code batches} through the network, in order, in inference. */
    public static Predictions of(Network network, Batches batches) {
        int outputs = network.spec().output().size();
        double[] y = new double[batches.batchSize() * outputs];
        return of(batches, outputs, batch -> {
            Tensor x = network.input(batch.size());
            x.copyFrom(batch.x());
            network.forward(x, Mode.INFER).copyTo(y);
            return y;
        });
    }

    /**
     * Asks whoever can answer about every sample of {@code batches}, in order.
     *
     * @param outputs K, the number of classes
     * @param answer gives the outputs {@code [N, K]} for a batch; may give the same array each time
     */
    public static Predictions of(Batches batches, int outputs, Function<Batch, double[]> answer) {
        int[] predicted = new int[batches.source().size()];
        int[] labels = new int[predicted.length];
        int done = 0;
        for (Batch batch : batches.inOrder()) {
            double[] y = answer.apply(batch);
            for (int n = 0; n < batch.size(); n++) {
                predicted[done + n] = argmax(y, n * outputs, outputs);
                labels[done + n] = batch.labels()[n];
            }
            done += batch.size();
        }
        return new Predictions(predicted, labels);
    }

    /** The index, counted from {@code from}, of the first of the largest of {@code count} elements. */
    private static int argmax(double[] values, int from, int count) {
        int best = 0;
        for (int k = 1; k < count; k++) {
            if (values[from + k] > values[from + best]) {
                best = k;
            }
        }
        return best;
    }

    public int size() {
        return labels.length;
    }

    public int correct() {
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (predicted[i] == labels[i]) {
                count++;
            }
        }
        return count;
    }

    /** The share of samples whose class was found, in [0, 1]. */
    public double accuracy() {
        return (double) correct() / size();
    }
}
