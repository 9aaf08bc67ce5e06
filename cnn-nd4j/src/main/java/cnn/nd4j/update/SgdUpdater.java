package cnn.nd4j.update;

import cnn.backend.Updater;
import cnn.nd4j.op.VectorMath;
import cnn.tensor.Tensor;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** θ ← θ - η·g. */
final class SgdUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final INDArray parameters;
    private final INDArray gradient;
    private final Runnable beforeStep;

    SgdUpdater(INDArray parameters, INDArray gradient, Runnable beforeStep) {
        this.parameters = parameters;
        this.gradient = gradient;
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        math.addScaled(-learningRate, gradient, parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of();
    }
}
