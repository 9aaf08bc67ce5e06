package cnn.training;

import cnn.backend.Mode;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.network.Network;
import cnn.tensor.Tensor;

/**
 * What a network answers to samples with known classes.
 *
 * @param predicted the class with the largest output of each sample; the first of them on a tie
 * @param labels the true classes
 */
public record Predictions(int[] predicted, int[] labels) {

    /** Runs every sample of {@code batches} through the network, in order, in inference. */
    public static Predictions of(Network network, Batches batches) {
        int size = batches.source().size();
        int outputs = network.spec().output().size();
        int[] predicted = new int[size];
        int[] labels = new int[size];
        double[] y = new double[batches.batchSize() * outputs];
        int done = 0;
        for (Batch batch : batches.inOrder()) {
            Tensor x = network.input(batch.size());
            x.copyFrom(batch.x());
            network.forward(x, Mode.INFER).copyTo(y);
            done = collect(batch, y, outputs, predicted, labels, done);
        }
        return new Predictions(predicted, labels);
    }

    private static int collect(Batch batch, double[] y, int outputs, int[] predicted, int[] labels, int done) {
        for (int n = 0; n < batch.size(); n++) {
            predicted[done + n] = argmax(y, n * outputs, outputs);
            labels[done + n] = batch.labels()[n];
        }
        return done + batch.size();
    }

    /** The index, counted from {@code from}, of the first of the largest of {@code count} elements. */
    public static int argmax(double[] values, int from, int count) {
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
