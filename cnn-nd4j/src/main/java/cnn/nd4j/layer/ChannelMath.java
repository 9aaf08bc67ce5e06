package cnn.nd4j.layer;

import cnn.nd4j.op.HostValues;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Product;
import cnn.nd4j.op.View;
import cnn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over the values of each channel of a batch of images, and images times or plus one number a channel, at the
 * speed of memory. In either layout a batch is a matrix: channels last {@code [N·H·W, C]}, a number for each column;
 * channels first {@code [N·C, H·W]}, a number for each row, the channels' numbers repeated for every sample. Sums are
 * products with a vector of ones (libnd4j's reductions along an axis take ten times as long), of at most N·H or H·W
 * terms each; Java adds what they leave in double.
 */
final class ChannelMath {
    /** oneDNN's fast kernels take channels in blocks of so many. */
    private static final int ONE_DNN_BLOCK = 16;

    private final StageContext context;
    private final Shape image;
    private final int n;
    private final int channels;
    private final boolean last;
    private final int rows;
    private final int columns;
    private final int terms;
    private final INDArray ones;
    private final INDArray partial;
    private final HostValues partialSums;
    private final double[] partialValues;

    ChannelMath(StageContext context, Shape image, int n) {
        this.context = context;
        this.image = image;
        this.n = n;
        this.channels = image.dim(0);
        this.last = context.layout() == Layout.CHANNELS_LAST;
        int width = image.dim(2);
        int area = image.dim(1) * width;
        this.rows = last ? n * area : n * channels;
        this.columns = last ? channels : area;
        // Channels last: every column of the picture apart, so that float32 sums are short.
        this.terms = last ? rows / width : area;
        int partials = last ? width * channels : rows;
        this.ones = context.memory().vector(terms);
        ones.assign(1);
        this.partial = context.memory().vector(partials);
        this.partialSums = HostValues.of(partial, partials);
        this.partialValues = new double[partials];
    }

    /** The batch as the matrix that numbers are applied to. */
    View matrix() {
        return new View(rows, columns);
    }

    /** The sum of each channel's values of one batch after the other, usually the same array. */
    final class Sum {
        private final View matrix =
                new View(last ? new long[] {terms, partialValues.length} : new long[] {partialValues.length, terms});
        private final NativeOp product;

        /** @param vector any one that holds a batch */
        Sum(INDArray vector) {
            INDArray batch = matrix.of(vector);
            // A matrix as result takes it to oneDNN, a vector to OpenBLAS and its own threads.
            this.product = last
                    ? Product.of(ones.reshape(1, terms), false, batch, false, partial.reshape(1, partialValues.length))
                    : Product.of(batch, false, ones, false, partial);
        }

        double[] of(INDArray batch) {
            product.input(last ? 1 : 0, matrix.of(batch)).run();
            partialSums.read(partialValues);
            double[] sums = new double[channels];
            for (int i = 0; i < partialValues.length; i++) {
                sums[i % channels] += partialValues[i];
            }
            return sums;
        }

        void close() {
            product.close();
        }
    }

    /** A number a channel, as a native array. */
    final class Numbers {
        private final INDArray array = context.memory().vector(last ? columns : rows);
        private final HostValues host = HostValues.of(array, (int) array.length());
        private final double[] repeated = new double[(int) array.length()];
        private final INDArray shaped = last ? array : Memory.view(array, 0, rows, 1);

        /** Writes {@code values}, one a channel. */
        void set(double[] values) {
            for (int i = 0; i < repeated.length; i++) {
                repeated[i] = values[i % channels];
            }
            host.write(repeated);
        }

        /** {@code z = x · number}; both are {@link #matrix} views. */
        NativeOp times(INDArray x, INDArray z) {
            return NativeOp.of("multiply", new INDArray[] {x, shaped}, z);
        }

        /** {@code z = x + number}. */
        NativeOp plus(INDArray x, INDArray z) {
            return NativeOp.of("add", new INDArray[] {x, shaped}, z);
        }
    }

    /**
     * {@code z = x · scale + shift} over batches that lie in two vectors. In one pass where oneDNN does it: by a
     * normalisation whose mean is 0 and whose variance is 1.
     */
    List<NativeOp> affine(INDArray x, Numbers scale, Numbers shift, INDArray z) {
        if (context.oneDnn() && last && channels % ONE_DNN_BLOCK == 0) {
            Numbers mean = new Numbers();
            Numbers variance = new Numbers();
            variance.array.assign(1);
            INDArray[] inputs = {
                context.batch(x, n, image), mean.array, variance.array, scale.array, shift.array
            };
            return List.of(NativeOp.of("batchnorm", inputs, context.batch(z, n, image))
                    .withIntegers(1, 1, 3)
                    .withReals(0)
                    .withOneDnn(true));
        }
        INDArray result = matrix().of(z);
        return List.of(scale.times(matrix().of(x), result), shift.plus(result, result));
    }
}
