package cnn.data;

import cnn.tensor.Shape;
import java.util.Optional;

/**
 * A batch of labelled samples. A source may reuse the arrays for its next batch: take what you need before asking for it.
 *
 * @param shape {@code [N, …]}
 * @param x the samples, row-major; the first {@code shape.size()} elements count
 * @param labels the class of each sample, the first N elements count
 * @param mixed what else is in each sample; empty: every sample is of its label's class alone
 */
public record Batch(Shape shape, float[] x, int[] labels, Optional<Mixed> mixed) {
    /**
     * Second labels of samples that were mixed from two. Sample n is of class {@code labels[n]} of the batch by the share
     * 1 - {@code shares[n]}, and of class {@code labels[n]} here by the share {@code shares[n]}.
     *
     * @param labels the first N elements count
     * @param shares in [0, 1]; the first N elements count
     */
    public record Mixed(int[] labels, float[] shares) {}

    /** Of samples that are each of one class. */
    public Batch(Shape shape, float[] x, int[] labels) {
        this(shape, x, labels, Optional.empty());
    }

    /** N, the number of samples. */
    public int size() {
        return shape.dim(0);
    }

    /** With arrays of its own, which the source does not reuse. */
    public Batch copy() {
        return new Batch(
                shape,
                x.clone(),
                labels.clone(),
                mixed.map(second -> new Mixed(second.labels().clone(), second.shares().clone())));
    }
}
