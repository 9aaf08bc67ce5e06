package cnn.training;

import cnn.backend.Mode;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.error.BadInputException;
import cnn.loss.LossSpec;
import cnn.metrics.Evaluation;
import cnn.network.Network;
import cnn.tensor.Tensor;
import java.util.function.Function;

/** Runs a network over samples of known classes, in inference. */
public final class Evaluator {
    private Evaluator() {}

    /** Each sample is shown as it is; else like {@link #evaluate(Network, LossSpec, TestAugmentation, Batches)}. */
    public static Evaluation evaluate(Network network, LossSpec loss, Batches batches) {
        return evaluate(network, loss, TestAugmentation.NONE, batches);
    }

    /**
     * @return what the answers are worth
     * @throws BadInputException if a label is none of the network's outputs
     */
    public static Evaluation evaluate(Network network, LossSpec loss, TestAugmentation views, Batches batches) {
        return evaluate(network.spec().output().size(), loss, batches, views.over(answers(network)));
    }

    /** The network's outputs {@code [N, K]} in inference; the same array each time, as long as the largest batch needs. */
    public static Function<Batch, double[]> answers(Network network) {
        int outputs = network.spec().output().size();
        double[] y = new double[network.options().maxBatch() * outputs];
        return batch -> {
            Tensor x = network.input(batch.size());
            x.copyFrom(batch.x());
            network.forward(x, Mode.INFER).copyTo(y);
            return y;
        };
    }

    /**
     * Asks whoever can answer about every sample.
     *
     * @param outputs K
     * @param answer gives the outputs {@code [N, K]} for a batch; may give the same array each time
     */
    public static Evaluation evaluate(
            int outputs, LossSpec loss, Batches batches, Function<Batch, double[]> answer) {
        int size = batches.source().size();
        double[] all = new double[Math.multiplyExact(size, outputs)];
        int[] labels = new int[size];
        int done = 0;
        for (Batch batch : batches.inOrder()) {
            double[] y = answer.apply(batch);
            System.arraycopy(y, 0, all, done * outputs, batch.size() * outputs);
            for (int n = 0; n < batch.size(); n++) {
                Targets.requireFits(batch.labels()[n], n, outputs);
                labels[done + n] = batch.labels()[n];
            }
            done += batch.size();
        }
        return Evaluation.of(loss, outputs, all, labels);
    }
}
