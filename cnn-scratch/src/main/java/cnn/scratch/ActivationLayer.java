package cnn.scratch;

import cnn.scratch.kernel.Kernels;

/** ReLU, sigmoid or tanh on its own, row by row of the image. */
final class ActivationLayer extends ScratchLayer {
    /** One activation over a stretch of memory. */
    interface Function {
        void forward(float[] x, int xo, float[] y, int yo, int count);

        /** dx from y and dy: each of these derivatives can be told from y alone. */
        void backward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int count);
    }

    private final Function function;
    private final Workers.Task forwardTask = (sample, worker) -> forwardSample(sample);
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};

    ActivationLayer(LayerBuild build, Function function) {
        super(build);
        this.function = function;
    }

    @Override
    void forward(boolean training) {
        workers.run(n, forwardTask);
    }

    private void forwardSample(int sample) {
        int xBase = xLayout.sample(sample);
        int yBase = yLayout.sample(sample);
        for (int b = 0; b < xLayout.blocks(); b++) {
            for (int h = 0; h < xLayout.height(); h++) {
                function.forward(
                        x, xBase + xLayout.rowOffset(b, h), y, yBase + yLayout.rowOffset(b, h), xLayout.rowLength());
            }
        }
    }

    @Override
    void backward(float[] gradient, boolean wantDx) {
        if (wantDx) {
            dy = gradient;
            workers.run(n, backwardTask);
        }
    }

    private void backwardSample(int sample) {
        int yBase = yLayout.sample(sample);
        int dyBase = dyLayout.sample(sample);
        int dxBase = dxLayout.sample(sample);
        for (int b = 0; b < yLayout.blocks(); b++) {
            for (int h = 0; h < yLayout.height(); h++) {
                function.backward(
                        y, yBase + yLayout.rowOffset(b, h),
                        dy, dyBase + dyLayout.rowOffset(b, h),
                        dx, dxBase + dxLayout.rowOffset(b, h), dyLayout.rowLength());
            }
        }
    }

    /** ReLU; its derivative is 1 where y is above 0, just as where x is. */
    record Relu(Kernels kernels) implements Function {
        @Override
        public void forward(float[] x, int xo, float[] y, int yo, int count) {
            kernels.relu(x, xo, y, yo, count);
        }

        @Override
        public void backward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int count) {
            kernels.reluBackward(y, yo, dy, dyo, dx, dxo, count);
        }
    }

    /** Sigmoid, computed in double: 1 / (1 + e^(-x)). */
    enum Sigmoid implements Function {
        INSTANCE;

        @Override
        public void forward(float[] x, int xo, float[] y, int yo, int count) {
            for (int i = 0; i < count; i++) {
                y[yo + i] = (float) (1 / (1 + Math.exp(-x[xo + i])));
            }
        }

        @Override
        public void backward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int count) {
            for (int i = 0; i < count; i++) {
                dx[dxo + i] = dy[dyo + i] * (y[yo + i] * (1 - y[yo + i]));
            }
        }
    }

    /** Hyperbolic tangent, computed in double. */
    enum Tanh implements Function {
        INSTANCE;

        @Override
        public void forward(float[] x, int xo, float[] y, int yo, int count) {
            for (int i = 0; i < count; i++) {
                y[yo + i] = (float) Math.tanh(x[xo + i]);
            }
        }

        @Override
        public void backward(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int count) {
            for (int i = 0; i < count; i++) {
                dx[dxo + i] = dy[dyo + i] * (1 - y[yo + i] * y[yo + i]);
            }
        }
    }
}
