package cnn.nd4j;

import cnn.backend.Updater;
import cnn.optim.Momentum;
import cnn.tensor.Tensor;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** v ← μ·v + g; θ ← θ - η·v. */
final class MomentumUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final Momentum spec;
    private final INDArray parameters;
    private final INDArray gradient;
    private final Nd4jTensor v;
    private final Runnable beforeStep;

    MomentumUpdater(Momentum spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.spec = spec;
        this.parameters = parameters.array();
        this.gradient = gradient;
        this.v = parameters.zerosLike();
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        math.scale(spec.momentum(), v.array());
        math.addScaled(1, gradient, v.array());
        math.addScaled(-learningRate, v.array(), parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("v", v);
    }

    @Override
    public void close() {
        v.close();
    }
}
