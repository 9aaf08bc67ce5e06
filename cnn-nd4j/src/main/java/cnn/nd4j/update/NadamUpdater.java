package cnn.nd4j.update;

import cnn.backend.Updater;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Root;
import cnn.nd4j.op.VectorMath;
import cnn.optim.EpsilonRoot;
import cnn.optim.Nadam;
import cnn.optim.NadamFactors;
import cnn.tensor.Tensor;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * θ ← θ - η·(a·m + b·g) / (√(c·v) + ε) = θ - η/√c·(a·m + b·g) / (√v + ε/√c), m and v as in {@link AdamUpdater} and a,
 * b, c those of {@link NadamFactors}. Libnd4j's {@code nadam_updater} has no momentum schedule and does not correct v,
 * and in float32 it takes 1 - β₂ of the rounded β₂.
 */
final class NadamUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final Nadam spec;
    private final INDArray parameters;
    private final OptimizerState state;
    private final NadamFactors.Sequence sequence;
    private final INDArray m;
    private final INDArray v;
    private final INDArray q;
    private final Moments moments;
    private final Root root;
    private final NativeOp divideM;
    private final NativeOp divideG;
    private final Runnable beforeStep;

    NadamUpdater(Nadam spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.spec = spec;
        this.parameters = parameters.array();
        this.state = new OptimizerState(parameters);
        this.sequence = new NadamFactors.Sequence(spec);
        this.m = state.vector("m", 0);
        this.v = state.vector("v", 0);
        INDArray d = state.scratch();
        this.q = state.scratch();
        this.moments = new Moments(gradient, d);
        this.root = new Root(v, d, EpsilonRoot.OUTSIDE, state.scalar());
        this.divideM = NativeOp.of("divide", new INDArray[] {m, d}, q);
        this.divideG = NativeOp.of("divide", new INDArray[] {gradient, d}, q);
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        moments.first(spec.beta1(), m);
        moments.second(spec.beta2(), v);
        NadamFactors factors = sequence.at(t);
        double rootC = Math.sqrt(factors.ofV());
        root.run(spec.epsilon() / rootC);
        divideM.run();
        math.addScaled(-learningRate * factors.ofM() / rootC, q, parameters);
        divideG.run();
        math.addScaled(-learningRate * factors.ofG() / rootC, q, parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return state.named();
    }

    @Override
    public void close() {
        moments.close();
        root.close();
        divideM.close();
        divideG.close();
        state.close();
    }
}
