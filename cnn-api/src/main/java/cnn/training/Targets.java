package cnn.training;

import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.loss.LossSpec;
import cnn.metrics.Answers;
import java.util.Arrays;

/** Labels as the targets of a loss. */
public final class Targets {
    private Targets() {}

    /**
     * Rows of shares that add up to 1: t[n, k] is how much of sample n is of class k. For most samples 1 for the label and
     * 0 for all else; for one mixed of two, 1 - share for its label and share for the second one. With one output, K =
     * 1, there are two classes, and t[n] is the share of class 1.
     *
     * @param loss that will be given them
     * @param k the number of outputs K
     * @param t receives {@code [N, K]}
     * @throws BadInputException if a label does not fit K, or samples are mixed and the loss takes no shares
     */
    public static void rows(Batch batch, LossSpec loss, int k, double[] t) {
        Arrays.fill(t, 0, batch.size() * k, 0);
        for (int n = 0; n < batch.size(); n++) {
            int label = batch.labels()[n];
            requireFits(label, n, k);
            add(t, n, k, label, 1);
        }
        if (batch.mixed().isPresent()) {
            loss.requireShares();
            mixed(batch, batch.mixed().get(), k, t);
        }
    }

    private static void mixed(Batch batch, Batch.Mixed second, int k, double[] t) {
        for (int n = 0; n < batch.size(); n++) {
            int label = second.labels()[n];
            double share = second.shares()[n];
            requireFits(label, n, k);
            if (!(share >= 0 && share <= 1)) {
                throw new BadInputException(
                        "the second label's share in sample %d must be from 0 to 1, got %s".formatted(n, share));
            }
            add(t, n, k, batch.labels()[n], -share);
            add(t, n, k, label, share);
        }
    }

    /** Makes sample n's share of a class larger. One output is for class 1 alone: class 0 is what is left. */
    private static void add(double[] t, int n, int k, int label, double share) {
        if (k == 1) {
            t[n] += label * share;
        } else {
            t[n * k + label] += share;
        }
    }

    static void requireFits(int label, int sample, int k) {
        if (label < 0 || label >= Answers.classes(k)) {
            throw new BadInputException(
                    "label %d of sample %d does not fit the network's %d outputs".formatted(label, sample, k));
        }
    }
}
