package cnn.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve: the probability that a random positive has a higher score than a random negative, a tie
 * counting half. Computed from ranks, tied scores sharing their mean rank: AUC = (R - P·(P + 1)/2) / (P·Q), with R the
 * sum of the ranks of the P positives among them and Q negatives (Mann and Whitney 1947; Hanley and McNeil 1982).
 */
public final class RocAuc {
    private RocAuc() {}

    /**
     * @param scores higher means rather positive
     * @return in [0, 1]; empty if there are no positives, no negatives, or a score is not a number
     */
    public static OptionalDouble of(double[] scores, boolean[] positive) {
        long positives = IntStream.range(0, positive.length).filter(i -> positive[i]).count();
        long negatives = positive.length - positives;
        boolean unordered = Arrays.stream(scores).anyMatch(Double::isNaN);
        if (positives == 0 || negatives == 0 || unordered) {
            return OptionalDouble.empty();
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double rankSum = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            int hits = 0;
            // 0.0 and -0.0 are tied, though the sort tells them apart.
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                hits += positive[order[to]] ? 1 : 0;
                to++;
            }
            rankSum += hits * (from + 1 + to) / 2.0;
            from = to;
        }
        return OptionalDouble.of((rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives));
    }
}
