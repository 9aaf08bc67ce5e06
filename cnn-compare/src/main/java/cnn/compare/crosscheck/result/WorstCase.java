package cnn.compare.crosscheck.result;

import cnn.check.UlpDistribution;

/**
 * The case in which a subject's tensor of a kind of layer came nearest to its bound, and how all its cases are spread.
 *
 * @param on the case in words
 * @param errorOverBound there
 * @param ulps of all cases together, against the oracle
 * @param replay the command that shows the case again
 */
public record WorstCase(
        String subject,
        String kind,
        String tensor,
        String on,
        double errorOverBound,
        UlpDistribution ulps,
        String replay) {}
