package cnn.nd4j.update;

import cnn.backend.Updater;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.VectorMath;
import cnn.optim.Momentum;
import cnn.optim.Velocity;
import cnn.tensor.Tensor;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * v ← μ·v + g; θ ← θ - η·v, or, with a velocity of steps, v ← μ·v + η·g; θ ← θ - v.
 */
final class MomentumUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final Momentum spec;
    private final INDArray parameters;
    private final INDArray gradient;
    private final OptimizerState state;
    private final INDArray v;
    private final Runnable beforeStep;

    MomentumUpdater(Momentum spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.spec = spec;
        this.parameters = parameters.array();
        this.gradient = gradient;
        this.state = new OptimizerState(parameters);
        this.v = state.vector("v", 0);
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        boolean ofGradients = spec.velocity() == Velocity.GRADIENTS;
        math.scale(spec.momentum(), v);
        math.addScaled(ofGradients ? 1 : learningRate, gradient, v);
        math.addScaled(ofGradients ? -learningRate : -1, v, parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return state.named();
    }

    @Override
    public void close() {
        state.close();
    }
}
