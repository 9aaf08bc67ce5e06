package cnn.nd4j.library;

import cnn.backend.Arithmetic;

/** What a check must know about oneDNN 2.3, the library inside ND4J's native code. */
public final class OneDnn {
    /**
     * How oneDNN's float32 convolutions round. On AVX-512 it goes back through 3×3 convolutions with stride 1 by Winograd's
     * F(4×4, 3×3) on the points 0, ±5/8, ±3/2 and ∞ (the constants 0.625, 1.5 and their products of its
     * {@code jit_avx512_core_fp32_wino_conv_4x3}); every other convolution is a plain sum of products.
     */
    public static final Arithmetic CONVOLUTION = new Arithmetic.Winograd(0.625, 1.5);

    private OneDnn() {}
}
