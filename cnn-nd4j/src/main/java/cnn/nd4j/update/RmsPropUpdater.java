package cnn.nd4j.update;

import cnn.backend.Updater;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Root;
import cnn.nd4j.op.VectorMath;
import cnn.optim.RmsProp;
import cnn.tensor.Tensor;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * s ← ρ·s + (1 - ρ)·g²; θ ← θ - η·g / (√s + ε), or θ ← θ - η·g / √(s + ε). Libnd4j's {@code rms_prop_updater} computes
 * the first in one pass, but in float32 takes 1 - ρ of the rounded ρ: see {@link Moments}.
 */
final class RmsPropUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final RmsProp spec;
    private final INDArray parameters;
    private final OptimizerState state;
    private final INDArray s;
    private final INDArray d;
    private final Moments moments;
    private final Root root;
    private final NativeOp divide;
    private final Runnable beforeStep;

    RmsPropUpdater(RmsProp spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.spec = spec;
        this.parameters = parameters.array();
        this.state = new OptimizerState(parameters);
        this.s = state.vector("s", spec.initial());
        this.d = state.scratch();
        this.moments = new Moments(gradient, d);
        this.root = new Root(s, d, spec.epsilonPlace(), state.scalar());
        this.divide = NativeOp.of("divide", new INDArray[] {gradient, d}, d);
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        moments.second(spec.decay(), s);
        root.run(spec.epsilon());
        divide.run();
        math.addScaled(-learningRate, d, parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return state.named();
    }

    @Override
    public void close() {
        moments.close();
        root.close();
        divide.close();
        state.close();
    }
}
