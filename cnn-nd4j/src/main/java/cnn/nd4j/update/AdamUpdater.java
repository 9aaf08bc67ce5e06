package cnn.nd4j.update;

import cnn.backend.Updater;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Operation;
import cnn.optim.Adam;
import cnn.tensor.Precision;
import cnn.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam by libnd4j's {@code adam_updater}, one pass that moves m and v and gives the step, and one that subtracts it from the
 * parameters. With m̂ = m / c₁ and v̂ = v / c₂, where cᵢ = 1 - βᵢᵗ, the update η·m̂ / (√v̂ + ε) is η·√c₂/c₁ · m / (√v + ε·√c₂):
 * the corrections are two scalars, and they are computed here in double. The operation's own are switched off by a late
 * iteration number, from which on they are 1.
 *
 * <p>In float32 it computes 1 - β from β rounded to float32; for β₂ = 0.999 that is 1.3e-5 of its value less. So the rounded
 * β are what this updater follows, in the corrections too: then all weights in v̂ still add up to 1, at the first step and at
 * the millionth, and only how fast old gradients are forgotten is off, by 1e-8.
 */
final class AdamUpdater implements Updater {
    /** Where libnd4j's own corrections are over: for any usual β, βᵗ is 0. */
    private static final int LATE = Integer.MAX_VALUE - 1;

    private final double beta1;
    private final double beta2;
    private final Adam spec;
    private final Nd4jTensor m;
    private final Nd4jTensor v;
    private final Nd4jTensor direction;
    private final INDArray rate = NativeOp.scalar(1);
    private final INDArray epsilonNow = NativeOp.scalar(1);
    private final List<INDArray> scalars;
    private final NativeOp move;
    private final NativeOp subtract;
    private final Runnable beforeStep;

    AdamUpdater(Adam spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.beta1 = rounded(spec.beta1(), parameters.precision());
        this.beta2 = rounded(spec.beta2(), parameters.precision());
        this.spec = spec;
        this.m = parameters.zerosLike();
        this.v = parameters.zerosLike();
        this.direction = parameters.zerosLike();
        this.scalars = List.of(rate, NativeOp.scalar(beta1), NativeOp.scalar(beta2), epsilonNow);
        INDArray[] inputs = {gradient, v.array(), m.array(), rate, scalars.get(1), scalars.get(2), epsilonNow};
        this.move = NativeOp.of("adam_updater", inputs, direction.array(), v.array(), m.array())
                .withIntegers(LATE);
        INDArray theta = parameters.array();
        this.subtract = NativeOp.of("subtract", new INDArray[] {theta, direction.array()}, theta);
        this.beforeStep = beforeStep;
    }

    /** As the operation rounds it; never to 1, which would end in a division by zero. */
    private static double rounded(double beta, Precision precision) {
        return precision == Precision.FLOAT32 ? Math.min((float) beta, Math.nextDown(1f)) : beta;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        double c1 = 1 - Math.pow(beta1, t);
        double c2 = 1 - Math.pow(beta2, t);
        double rootC2 = Math.sqrt(c2);
        double own = Math.sqrt(1 - Math.pow(beta2, LATE + 1.0)) / (1 - Math.pow(beta1, LATE + 1.0));
        rate.putScalar(0, learningRate * rootC2 / c1 / own);
        epsilonNow.putScalar(0, spec.epsilonPlace().besideCorrectedRoot(spec.epsilon(), c2) * rootC2);
        move.run();
        // The operation takes a rate of 0 for an underflow, and ε in its place.
        if (learningRate != 0) {
            subtract.run();
        }
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("m", m);
        state.put("v", v);
        return Collections.unmodifiableMap(state);
    }

    @Override
    public void close() {
        Operation.closeAll(List.of(move, subtract));
        List.of(m, v, direction).forEach(Nd4jTensor::close);
        scalars.forEach(INDArray::close);
    }
}
