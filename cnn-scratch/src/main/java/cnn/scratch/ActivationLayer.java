package cnn.scratch;

import cnn.scratch.kernel.Activation;
import cnn.scratch.kernel.Kernels;

/** An activation on its own. */
final class ActivationLayer extends ScratchLayer {
    /** One activation over a stretch of memory. */
    interface Function {
        void forward(float[] x, int xo, float[] y, int yo, int count);

        /** dx from dy and from x or y, whichever tells the derivative better. */
        void backward(float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int count);
    }

    private final Function function;
    private final Stretches forwards;
    private final Stretches backwards;
    private final Workers.Task forwardTask = (sample, worker) -> forwardSample(sample);
    private final Workers.Task backwardTask = (sample, worker) -> backwardSample(sample);
    private float[] dy = {};

    ActivationLayer(LayerBuild build, Function function) {
        super(build);
        this.function = function;
        forwards = Stretches.of(xLayout, yLayout);
        backwards = Stretches.of(xLayout, yLayout, dyLayout, dxLayout);
    }

    @Override
    void forward(boolean training) {
        workers.run(n, forwardTask);
    }

    private void forwardSample(int sample) {
        for (int i = 0; i < forwards.count(); i++) {
            function.forward(
                    x, forwards.at(xLayout, sample, i), y, forwards.at(yLayout, sample, i), forwards.length());
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
        for (int i = 0; i < backwards.count(); i++) {
            function.backward(
                    x, backwards.at(xLayout, sample, i),
                    y, backwards.at(yLayout, sample, i),
                    dy, backwards.at(dyLayout, sample, i),
                    dx, backwards.at(dxLayout, sample, i), backwards.length());
        }
    }

    /** ReLU; its derivative is 1 where y is above 0, just as where x is. */
    record Relu(Kernels kernels) implements Function {
        @Override
        public void forward(float[] x, int xo, float[] y, int yo, int count) {
            kernels.relu(x, xo, y, yo, count);
        }

        @Override
        public void backward(
                float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int count) {
            kernels.reluBackward(y, yo, dy, dyo, dx, dxo, count);
        }
    }

    /** One of the kernels' activations; {@code a} is its parameter. */
    record Of(Kernels kernels, Activation activation, float a) implements Function {
        @Override
        public void forward(float[] x, int xo, float[] y, int yo, int count) {
            kernels.activate(activation, a, x, xo, y, yo, count);
        }

        @Override
        public void backward(
                float[] x, int xo, float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int count) {
            boolean output = activation.slopeFromOutput();
            kernels.activateBackward(activation, a, output ? y : x, output ? yo : xo, dy, dyo, dx, dxo, count);
        }
    }
}
