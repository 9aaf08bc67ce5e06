package cnn.nd4j;

import cnn.backend.Updater;
import cnn.optim.Adam;
import cnn.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam in passes over whole vectors. With m̂ = m / c₁ and v̂ = v / c₂, where cᵢ = 1 - βᵢᵗ, the update η·m̂ / (√v̂ + ε) is
 * η·√c₂/c₁ · m / (√v + ε·√c₂): the corrections are two scalars, and they are computed in double.
 *
 * <p>libnd4j's {@code adam_updater} would be one pass. In float32 it computes 1 - β₂ from β₂ rounded to float32, which for
 * β₂ = 0.999 puts v wrong by 1.3e-5 of its value, 200 roundings.
 */
final class AdamUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final Adam spec;
    private final INDArray parameters;
    private final INDArray gradient;
    private final Nd4jTensor m;
    private final Nd4jTensor v;
    private final Nd4jTensor scratch;
    private final INDArray epsilon;
    private final NativeOp square;
    private final List<Operation> direction;
    private final Runnable beforeStep;
    private final Nd4jTensor epsilonOwner;

    AdamUpdater(Adam spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.spec = spec;
        this.parameters = parameters.array();
        this.gradient = gradient;
        this.m = parameters.zerosLike();
        this.v = parameters.zerosLike();
        this.scratch = parameters.zerosLike();
        this.epsilonOwner = parameters.scalarLike();
        this.epsilon = epsilonOwner.array();
        INDArray d = scratch.array();
        this.square = NativeOp.of("multiply", new INDArray[] {gradient, gradient}, d);
        this.direction = List.of(
                LegacyOp.sqrt(v.array(), d),
                NativeOp.of("add", new INDArray[] {d, epsilon}, d),
                NativeOp.of("divide", new INDArray[] {m.array(), d}, d));
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        math.scale(spec.beta1(), m.array());
        math.addScaled(1 - spec.beta1(), gradient, m.array());
        square.run();
        math.scale(spec.beta2(), v.array());
        math.addScaled(1 - spec.beta2(), scratch.array(), v.array());
        double c1 = 1 - Math.pow(spec.beta1(), t);
        double rootC2 = Math.sqrt(1 - Math.pow(spec.beta2(), t));
        epsilon.putScalar(0, spec.epsilon() * rootC2);
        Operation.runAll(direction);
        math.addScaled(-learningRate * rootC2 / c1, scratch.array(), parameters);
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
        square.close();
        Operation.closeAll(direction);
        List.of(m, v, scratch, epsilonOwner).forEach(Nd4jTensor::close);
    }
}
