package cnn.compare.bench;

import java.util.List;

/**
 * How a contestant came to its first piece of work.
 *
 * @param description its own words: precision, library, kernels, threads
 * @param java the Java that it runs on
 * @param firstBatchSeconds from the start of its process to the end of its first training step; making up the data is
 *     not counted
 * @param losses of the first two steps, both on the same batch; the second one tells of the first update
 */
public record StartUp(String description, String java, double firstBatchSeconds, List<Double> losses) {}
