package cnn.check.own;

import cnn.tensor.Shape;
import java.util.List;

/**
 * A convolution of a test's own, C inputs to 2 outputs, kernel 3×3 without padding; right, or with one mistake.
 *
 * @param stride in both directions
 */
record Conv(int stride, Mistake mistake) implements OwnLayer {
    private static final int O = 2;
    private static final int K = 3;

    enum Mistake {
        NONE,
        KERNEL_NOT_ROTATED,
        STRIDE_IGNORED_IN_DW,
        DB_AVERAGED,
        DW_OF_LAST_SAMPLE,
        DW_TRANSPOSED,
        DX_OVERWRITTEN,
        DX_SHIFTED
    }

    @Override
    public Shape output(Shape input) {
        return Shape.of(O, (input.dim(1) - K) / stride + 1, (input.dim(2) - K) / stride + 1);
    }

    @Override
    public List<Parameter> parameters(Shape input) {
        return List.of(new Parameter("w", Shape.of(O, input.dim(0), K, K)), new Parameter("b", Shape.of(O)));
    }

    private interface Term {
        void of(int x, int w, int y, int b, int sample);
    }

    /** Every product of the convolution. */
    private void each(Shape shape, Term term) {
        Shape out = output(shape.withoutBatch());
        int c = shape.dim(1);
        int height = shape.dim(2);
        int width = shape.dim(3);
        for (int n = 0; n < shape.dim(0); n++) {
            for (int y = 0; y < out.size(); y++) {
                int o = y / (out.dim(1) * out.dim(2));
                int row = y / out.dim(2) % out.dim(1);
                int column = y % out.dim(2);
                for (int k = 0; k < c * K * K; k++) {
                    int i = row * stride + k / K % K;
                    int j = column * stride + k % K;
                    int x = ((n * c + k / (K * K)) * height + i) * width + j;
                    term.of(x, o * c * K * K + k, n * out.size() + y, O * c * K * K + o, n);
                }
            }
        }
    }

    @Override
    public double[] forward(Shape shape, double[] x, double[] p) {
        double[] y = new double[shape.dim(0) * output(shape.withoutBatch()).size()];
        int terms = shape.dim(1) * K * K;
        each(shape, (i, w, k, b, n) -> y[k] += x[i] * p[w] + p[b] / terms);
        return y;
    }

    @Override
    public Gradient backward(Shape shape, double[] x, double[] p, double[] dy) {
        double[] dx = new double[x.length];
        double[] dp = new double[p.length];
        int width = shape.dim(3);
        int terms = shape.dim(1) * K * K;
        each(shape, (i, w, k, b, n) -> {
            int rotated = w / (K * K) * K * K + K * K - 1 - w % (K * K);
            int transposed = w / (K * K) * K * K + w % K * K + w / K % K;
            switch (mistake) {
                case KERNEL_NOT_ROTATED -> dx[i] += dy[k] * p[rotated];
                case DX_OVERWRITTEN -> dx[i] = dy[k] * p[w];
                case DX_SHIFTED -> dx[i % width == width - 1 ? i + 1 - width : i + 1] += dy[k] * p[w];
                default -> dx[i] += dy[k] * p[w];
            }
            int x0 = mistake == Mistake.STRIDE_IGNORED_IN_DW ? unstrided(shape, k, w) : i;
            dp[mistake == Mistake.DW_TRANSPOSED ? transposed : w] +=
                    mistake == Mistake.DW_OF_LAST_SAMPLE && n < shape.dim(0) - 1 ? 0 : dy[k] * x[x0];
            dp[b] += dy[k] / terms / (mistake == Mistake.DB_AVERAGED ? dy.length / shape.dim(0) / O : 1);
        });
        return new Gradient(dx, dp);
    }

    /** Where x would lie for a stride of 1. */
    private int unstrided(Shape shape, int y, int w) {
        Shape out = output(shape.withoutBatch());
        int n = y / out.size();
        int c = w / (K * K) % shape.dim(1);
        int i = y / out.dim(2) % out.dim(1) + w / K % K;
        int j = y % out.dim(2) + w % K;
        return ((n * shape.dim(1) + c) * shape.dim(2) + i) * shape.dim(3) + j;
    }
}
