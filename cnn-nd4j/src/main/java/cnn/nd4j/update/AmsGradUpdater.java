package cnn.nd4j.update;

import cnn.backend.Updater;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Root;
import cnn.nd4j.op.VectorMath;
import cnn.optim.AmsGrad;
import cnn.optim.EpsilonRoot;
import cnn.tensor.Tensor;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link AdamUpdater} with h ← max(h, v) in the place of v. Libnd4j's {@code ams_grad_updater} computes the same with ε
 * before the correction, but in float32 takes 1 - β₂ of the rounded β₂.
 */
final class AmsGradUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final AmsGrad spec;
    private final INDArray parameters;
    private final OptimizerState state;
    private final INDArray m;
    private final INDArray v;
    private final INDArray d;
    private final Moments moments;
    private final NativeOp maximum;
    private final Root root;
    private final NativeOp divide;
    private final Runnable beforeStep;

    AmsGradUpdater(AmsGrad spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.spec = spec;
        this.parameters = parameters.array();
        this.state = new OptimizerState(parameters);
        this.m = state.vector("m", 0);
        this.v = state.vector("v", 0);
        INDArray h = state.vector("h", 0);
        this.d = state.scratch();
        this.moments = new Moments(gradient, d);
        this.maximum = NativeOp.of("maximum", new INDArray[] {h, v}, h);
        this.root = new Root(h, d, EpsilonRoot.OUTSIDE, state.scalar());
        this.divide = NativeOp.of("divide", new INDArray[] {m, d}, d);
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        moments.first(spec.beta1(), m);
        moments.second(spec.beta2(), v);
        maximum.run();
        double c1 = 1 - Math.pow(spec.beta1(), t);
        double c2 = 1 - Math.pow(spec.beta2(), t);
        root.run(spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), c2) * Math.sqrt(c2));
        divide.run();
        math.addScaled(-learningRate * Math.sqrt(c2) / c1, d, parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return state.named();
    }

    @Override
    public void close() {
        moments.close();
        maximum.close();
        root.close();
        divide.close();
        state.close();
    }
}
