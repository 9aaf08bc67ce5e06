package cnn.scratch.textbook;

import cnn.tensor.Shape;

/** One array, large enough for the largest batch, seen as a tensor of any smaller batch. */
final class BatchBuffer {
    private final Shape sample;
    private final double[] values;
    private TextbookTensor view;

    BatchBuffer(Shape sample, int maxBatch) {
        this.sample = sample;
        this.values = new double[sample.withBatch(maxBatch).size()];
        this.view = new TextbookTensor(sample.withBatch(maxBatch), values);
    }

    TextbookTensor of(int n) {
        if (view.shape().dim(0) != n) {
            view = new TextbookTensor(sample.withBatch(n), values);
        }
        return view;
    }
}
