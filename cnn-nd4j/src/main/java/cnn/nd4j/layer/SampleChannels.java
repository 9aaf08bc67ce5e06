package cnn.nd4j.layer;

import cnn.nd4j.op.HostValues;
import cnn.nd4j.op.Layout;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Product;
import cnn.nd4j.op.View;
import cnn.tensor.Shape;
import java.util.function.IntToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums over each channel of each sample, and a number for each of them to be multiplied with or added: the relative of
 * {@link ChannelMath} for statistics that do not mix samples. A batch is seen as {@code [N, H·W, C]} or, channels
 * first, as {@code [N·C, H·W]}; numbers are in the order n·C + c.
 */
final class SampleChannels {
    private final StageContext context;
    private final boolean last;
    private final int n;
    private final int channels;
    private final int area;
    private final INDArray ones;
    private final INDArray sums;
    private final HostValues host;

    SampleChannels(StageContext context, Shape image, int n) {
        this.context = context;
        this.last = context.layout() == Layout.CHANNELS_LAST;
        this.n = n;
        this.channels = image.dim(0);
        this.area = image.dim(1) * image.dim(2);
        INDArray all = context.memory().vector(last ? (long) n * area : area);
        all.assign(1);
        this.ones = last ? Memory.view(all, 0, n, 1, area) : Memory.view(all, 0, area, 1);
        this.sums = shaped(context.memory().vector((long) n * channels));
        this.host = HostValues.of(sums, n * channels);
    }

    private INDArray shaped(INDArray numbers) {
        return last ? Memory.view(numbers, 0, n, 1, channels) : Memory.view(numbers, 0, (long) n * channels, 1);
    }

    /** The batch as it is summed, and as numbers are applied to it. */
    View view() {
        return last ? new View(n, area, channels) : new View((long) n * channels, area);
    }

    /** What sums up a batch that is seen so. */
    NativeOp sum(INDArray batch) {
        return last ? Product.of(ones, false, batch, false, sums) : Product.of(batch, false, ones, false, sums);
    }

    /** Which input of {@link #sum} is the batch. */
    int matrixInput() {
        return last ? 1 : 0;
    }

    /** Runs {@code sum} and reads what it gives. */
    double[] sums(NativeOp sum) {
        sum.run();
        double[] values = new double[n * channels];
        host.read(values);
        return values;
    }

    double[] numbers(IntToDoubleFunction value) {
        double[] values = new double[n * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return values;
    }

    /** A number for each channel of each sample. */
    final class Numbers {
        private final INDArray array = shaped(context.memory().vector((long) n * channels));
        private final HostValues values = HostValues.of(array, n * channels);

        INDArray array() {
            return array;
        }

        void set(IntToDoubleFunction value) {
            values.write(numbers(value));
        }
    }
}
