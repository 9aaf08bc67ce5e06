package cnn.nd4j.update;

import cnn.backend.Updater;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.Root;
import cnn.nd4j.op.VectorMath;
import cnn.optim.AdaGrad;
import cnn.optim.EpsilonRoot;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * s ← s + g²; θ ← θ - η·g / (√s + ε), or θ ← θ - η·g / √(s + ε). The first is libnd4j's {@code ada_grad_updater}; the
 * second it has not, so it is made of elementary operations.
 */
final class AdaGradUpdater implements Updater {
    private final VectorMath math = new VectorMath();
    private final AdaGrad spec;
    private final INDArray parameters;
    private final OptimizerState state;
    private final INDArray d;
    private final List<Operation> sum;
    private final Optional<Root> root;
    private final List<Operation> divide;
    private final Runnable beforeStep;

    AdaGradUpdater(AdaGrad spec, Nd4jTensor parameters, INDArray gradient, Runnable beforeStep) {
        this.spec = spec;
        this.parameters = parameters.array();
        this.state = new OptimizerState(parameters);
        INDArray s = state.vector("s", spec.initial());
        this.d = state.scratch();
        if (spec.epsilonPlace() == EpsilonRoot.OUTSIDE) {
            this.sum = List.of(NativeOp.of("ada_grad_updater", new INDArray[] {gradient, s}, d, s)
                    .withReals(1, spec.epsilon()));
            this.root = Optional.empty();
            this.divide = List.of();
        } else {
            this.sum = List.of(
                    NativeOp.of("multiply", new INDArray[] {gradient, gradient}, d),
                    NativeOp.of("add", new INDArray[] {s, d}, s));
            this.root = Optional.of(new Root(s, d, EpsilonRoot.INSIDE, state.scalar()));
            this.divide = List.of(NativeOp.of("divide", new INDArray[] {gradient, d}, d));
        }
        this.beforeStep = beforeStep;
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        Operation.runAll(sum);
        root.ifPresent(r -> r.run(spec.epsilon()));
        Operation.runAll(divide);
        math.addScaled(-learningRate, d, parameters);
    }

    @Override
    public Map<String, Tensor> state() {
        return state.named();
    }

    @Override
    public void close() {
        Operation.closeAll(sum);
        root.ifPresent(Root::close);
        Operation.closeAll(divide);
        state.close();
    }
}
