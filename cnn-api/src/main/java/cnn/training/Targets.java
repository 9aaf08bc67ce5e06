package cnn.training;

import cnn.data.Batch;
import cnn.error.BadInputException;
import java.util.Arrays;

/** Labels as the targets of a loss. */
public final class Targets {
    private Targets() {}

    /**
     * One-hot rows: t[n, label(n)] = 1, all else 0.
     *
     * @param k the number of classes K
     * @param t receives {@code [N, K]}
     * @throws BadInputException if a label does not fit K
     */
    public static void oneHot(Batch batch, int k, double[] t) {
        Arrays.fill(t, 0, batch.size() * k, 0);
        for (int n = 0; n < batch.size(); n++) {
            int label = batch.labels()[n];
            requireFits(label, n, k);
            t[n * k + label] = 1;
        }
    }

    static void requireFits(int label, int sample, int k) {
        if (label < 0 || label >= k) {
            throw new BadInputException(
                    "label %d of sample %d does not fit the network's %d outputs".formatted(label, sample, k));
        }
    }
}
