package cnn.nd4j;

import cnn.tensor.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over the values of each channel of a batch of images, and images times or plus one number a channel, at the speed of
 * memory. In either layout a batch is a matrix: channels last {@code [N·H·W, C]}, a number for each column; channels first
 * {@code [N·C, H·W]}, a number for each row, the channels' numbers repeated for every sample. Sums are products with a vector
 * of ones (libnd4j's reductions along an axis take ten times as long), of at most N·H or H·W terms each; Java adds what they
 * leave in double.
 */
final class ChannelMath {
    private final StageContext context;
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
            this.product = NativeOp.of("matmul", new INDArray[] {matrix.of(vector), ones}, partial)
                    .withIntegers(last ? 1 : 0, 0, 0)
                    .withReals(1, 0);
        }

        double[] of(INDArray batch) {
            product.input(0, matrix.of(batch)).run();
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
}
