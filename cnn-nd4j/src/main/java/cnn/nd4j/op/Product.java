package cnn.nd4j.op;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Matrix products by libnd4j's {@code matmul}: oneDNN's if all arrays are row-major and it has the type, else
 * OpenBLAS's {@code gemm}, whose result should be column-major, see {@link Memory#transposedView}. (Nd4j.gemm runs the
 * same operation, but makes two native scalars at every call.)
 */
public final class Product {
    private Product() {}

    /** z = a·b, each transposed first if its flag is set. */
    public static NativeOp of(INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray z) {
        return NativeOp.of("matmul", new INDArray[] {a, b}, z)
                .withIntegers(transposeA ? 1 : 0, transposeB ? 1 : 0, 0)
                .withReals(1, 0);
    }
}
