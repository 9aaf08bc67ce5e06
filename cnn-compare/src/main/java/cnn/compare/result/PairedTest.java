package cnn.compare.result;

/**
 * McNemar's exact test on the same test images: do two engines' accuracies differ?
 *
 * @param onlyEngine images that only the first got right
 * @param onlyOther images that only the second got right
 * @param pValue two-sided; probability of a split at least this uneven if both were equally good
 */
public record PairedTest(String engine, String other, int onlyEngine, int onlyOther, double pValue) {
    /** Whether the accuracies differ at the 5% level. */
    public boolean differ() {
        return pValue < 0.05;
    }
}
