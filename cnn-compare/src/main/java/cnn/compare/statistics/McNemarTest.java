package cnn.compare.statistics;

import cnn.compare.result.PairedTest;
import cnn.error.BadInputException;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * McNemar's exact two-sided test: do two classifiers that saw the same images differ in accuracy?
 *
 * <p>Images that both got right, or both wrong, say nothing about the difference. Of the n images that exactly one got
 * right, each is the first's with probability ½ if both are equally good, so that the first's count is Bin(n, ½); the
 * p-value is min(1, 2·P(X ≤ min(b, c))) with b and c the two counts, n = b + c. It is 1 where n = 0.
 *
 * <p>Source: Q. McNemar, Note on the sampling error of the difference between correlated proportions or percentages,
 * Psychometrika 12 (1947) 153-157, in its exact form: A. Agresti, Categorical Data Analysis, section on matched pairs.
 */
public final class McNemarTest {
    private McNemarTest() {}

    /**
     * @param onlyFirst b, images that only the first got right
     * @param onlySecond c, images that only the second got right
     * @return the p-value, in (0, 1]
     * @throws BadInputException if a count is negative
     */
    public static double pValue(int onlyFirst, int onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new BadInputException(
                    "McNemar's test needs counts of images, got " + onlyFirst + " and " + onlySecond);
        }
        if (onlyFirst == onlySecond) {
            return 1;
        }
        BinomialDistribution split = BinomialDistribution.of(Math.addExact(onlyFirst, onlySecond), 0.5);
        return Math.min(1, 2 * split.cumulativeProbability(Math.min(onlyFirst, onlySecond)));
    }

    /**
     * The test from what two engines answered to the same images.
     *
     * @param predicted the class that {@code engine} gave to each image
     * @param otherPredicted the class that {@code other} gave to each image
     * @param labels the true class of each image
     * @throws BadInputException if the three are not of one length
     */
    public static PairedTest compare(
            String engine, int[] predicted, String other, int[] otherPredicted, int[] labels) {
        if (predicted.length != labels.length || otherPredicted.length != labels.length) {
            throw new BadInputException("a paired test needs the same images: %s gave %d answers, %s %d, to %d labels"
                    .formatted(engine, predicted.length, other, otherPredicted.length, labels.length));
        }
        int onlyEngine = 0;
        int onlyOther = 0;
        for (int i = 0; i < labels.length; i++) {
            boolean right = predicted[i] == labels[i];
            boolean otherRight = otherPredicted[i] == labels[i];
            onlyEngine += right && !otherRight ? 1 : 0;
            onlyOther += otherRight && !right ? 1 : 0;
        }
        return new PairedTest(engine, other, onlyEngine, onlyOther, pValue(onlyEngine, onlyOther));
    }
}
