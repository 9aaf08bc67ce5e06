package cnn.training;

import cnn.backend.Mode;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.loss.LossSpec;
import cnn.metrics.Answers;
import cnn.network.Network;
import cnn.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What a network answers to samples with known classes.
 *
 * @param predicted the class that each sample's outputs speak for, see {@link Answers#answer}
 * @param labels the true classes
 */
public record Predictions(int[] predicted, int[] labels) {

    /** Runs every sample of {@code batches} through the network, in order, in inference. */
    public static Predictions of(Network network, LossSpec loss, Batches batches) {
        int outputs = network.spec().output().size();
        double[] y = new double[batches.batchSize() * outputs];
        return of(batches, loss, outputs, batch -> {
            Tensor x = network.input(batch.size());
            x.copyFrom(batch.x());
            network.forward(x, Mode.INFER).copyTo(y);
            return y;
        });
    }

    /**
     * Asks whoever can answer about every sample of {@code batches}, in order.
     *
     * @param loss says what the outputs mean
     * @param outputs K, one a class, or 1 for two classes
     * @param answer gives the outputs {@code [N, K]} for a batch; may give the same array each time
     */
    public static Predictions of(
            Batches batches, LossSpec loss, int outputs, Function<Batch, double[]> answer) {
        int[] predicted = new int[batches.source().size()];
        int[] labels = new int[predicted.length];
        int done = 0;
        for (Batch batch : batches.inOrder()) {
            double[] y = answer.apply(batch);
            for (int n = 0; n < batch.size(); n++) {
                predicted[done + n] = Answers.answer(loss, Arrays.copyOfRange(y, n * outputs, (n + 1) * outputs));
                labels[done + n] = batch.labels()[n];
            }
            done += batch.size();
        }
        return new Predictions(predicted, labels);
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
