package cnn.data;

import cnn.tensor.Shape;

/**
 * A batch of labelled samples. A source may reuse the arrays for its next batch: take what you need before asking for it.
 *
 * @param shape {@code [N, …]}
 * @param x the samples, row-major; the first {@code shape.size()} elements count
 * @param labels the class of each sample, the first N elements count
 */
public record Batch(Shape shape, float[] x, int[] labels) {
    /** N, the number of samples. */
    public int size() {
        return shape.dim(0);
    }
}
