package cnn.nd4j.op;

import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies between the two layouts of images, as native operations. */
public final class Permutation {
    private Permutation() {}

    /** Writes {@code from [N, C, H, W]} into {@code to [N, H, W, C]}. */
    public static NativeOp toChannelsLast(INDArray from, INDArray to) {
        return of(from, to, 0, 2, 3, 1);
    }

    /** Writes {@code from [N, H, W, C]} into {@code to [N, C, H, W]}. */
    public static NativeOp toChannelsFirst(INDArray from, INDArray to) {
        return of(from, to, 0, 3, 1, 2);
    }

    /** Writes {@code from} into {@code to} of the same shape; either may be a part of a larger array. */
    public static NativeOp copy(INDArray from, INDArray to) {
        return of(from, to, LongStream.range(0, from.rank()).toArray());
    }

    private static NativeOp of(INDArray from, INDArray to, long... axes) {
        return NativeOp.of("permute", new INDArray[] {from}, to).withIntegers(axes);
    }
}
