package cnn.nd4j.update;

import cnn.backend.Updater;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.VectorMath;
import cnn.optim.Nesterov;
import cnn.optim.Velocity;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * v ← μ·v + a·g; θ ← θ - b·(a·g + μ·v), where a = 1 and b = η for a velocity of gradients, a = η and b = 1 for one of
 * steps. Libnd4j's {@code nesterovs_updater} computes v ← μ·v - r·g and u = μ·v₀ - (1 + μ)·v = r·g - μ·v from the v₀
 * before; with r = -a its v is ours, and -u is what is to be subtracted b times.
 */
final class NesterovUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final Nesterov spec;
    private final INDArray parameters;
    private final OptimizerState state;
    private final INDArray u;
    private final INDArray rate;
    private final INDArray momentum;
    private final NativeOp update;
    private final Runnable beforeStep;

    NesterovUpdater(Nesterov spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.spec = spec;
        this.parameters = parameters.array();
        this.state = new OptimizerState(parameters);
        INDArray v = state.vector("v", 0);
        this.u = state.scratch();
        this.rate = NativeOp.scalar(-1);
        this.momentum = NativeOp.scalar(spec.momentum());
        this.update = NativeOp.of("nesterovs_updater", new INDArray[] {gradient, v, rate, momentum}, u, v);
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        boolean ofGradients = spec.velocity() == Velocity.GRADIENTS;
        rate.putScalar(0, ofGradients ? -1 : -learningRate);
        update.run();
        math.addScaled(ofGradients ? learningRate : 1, u, parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return state.named();
    }

    @Override
    public void close() {
        update.close();
        List.of(rate, momentum).forEach(INDArray::close);
        state.close();
    }
}
