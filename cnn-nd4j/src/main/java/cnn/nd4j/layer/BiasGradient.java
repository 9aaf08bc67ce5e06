package cnn.nd4j.layer;

import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Product;
import cnn.nd4j.op.View;
import cnn.tensor.Shape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * db of a convolution on channels-last images: the sum of dy over all pixels, as two products with ones. The first adds
 * up every column of the picture by itself, {@code 1·[N·OH, OW·O]}, the second the columns: three times as fast as one
 * product over all pixels, whose result is narrow, and its float32 sums are OW times shorter. Both are products of
 * matrices, because those oneDNN runs; a vector would go to OpenBLAS and its threads, see {@link DenseStage}.
 */
final class BiasGradient {
    private final View pixels;
    private final NativeOp columns;
    private final NativeOp total;

    /** @param dy any array of its size */
    BiasGradient(StageContext context, Shape output, int n, INDArray dy, INDArray db) {
        long rows = (long) n * output.dim(1);
        int width = output.dim(2);
        int channels = output.dim(0);
        INDArray sums = context.memory().vector((long) width * channels);
        this.pixels = new View(rows, sums.length());
        this.columns = sumOfRows(pixels.of(dy), ones(context, rows), sums);
        this.total = sumOfRows(Memory.view(sums, 0, width, channels), ones(context, width), db);
    }

    private static INDArray ones(StageContext context, long length) {
        INDArray ones = context.memory().vector(length);
        ones.assign(1);
        return Memory.view(ones, 0, 1, length);
    }

    private static NativeOp sumOfRows(INDArray matrix, INDArray ones, INDArray sums) {
        return Product.of(ones, false, matrix, false, sums.reshape(1, sums.length()));
    }

    void run(INDArray dy) {
        columns.input(1, pixels.of(dy)).run();
        total.run();
    }

    void close() {
        Operation.closeAll(List.of(columns, total));
    }
}
