package cnn.nd4j.layer;

import cnn.nd4j.op.HostValues;
import cnn.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum of each channel of a batch of images, over pixels and samples, into a vector: db of what adds b to every
 * pixel.
 */
final class ChannelSums {
    private final ChannelMath.Sum sums;
    private final HostValues target;

    /** @param dy any array of its size */
    ChannelSums(StageContext context, Shape image, int n, INDArray dy, INDArray db) {
        this.sums = new ChannelMath(context, image, n).new Sum(dy);
        this.target = HostValues.of(db, image.dim(0));
    }

    void run(INDArray dy) {
        target.write(sums.of(dy));
    }

    void close() {
        sums.close();
    }
}
