package cnn.nd4j.update;

import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.nd4j.op.LegacyOp;
import cnn.nd4j.op.Memory;
import cnn.nd4j.op.NativeOp;
import cnn.nd4j.op.Nd4jTensor;
import cnn.nd4j.op.Operation;
import cnn.nd4j.op.VectorMath;
import cnn.optim.Clipping;
import cnn.optim.DecayScope;
import cnn.optim.UpdateSpec;
import cnn.spec.Slice;
import cnn.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Clipping, penalties, decoupled decay and max-norm around an optimizer's step, in the order of {@link UpdateSpec}, by
 * BLAS and native operations over whole vectors and over views of one parameter each.
 */
final class WholeUpdate implements Updater {
    private final VectorMath math = new VectorMath();
    private final UpdateSpec spec;
    private final Updater optimizer;
    private final INDArray parameters;
    private final INDArray gradient;
    /** The gradient that the optimizer takes; the loss's own if nothing is changed about it. */
    private final INDArray changed;
    private final Runnable beforeStep;
    private final OptimizerState memory;
    private final List<INDArray> changedSlices;
    private final List<INDArray> weights;
    private final List<INDArray> changedWeights;
    private final List<INDArray> signs = new ArrayList<>();
    private final List<Operation> signOfWeights = new ArrayList<>();
    private final List<Operation> limit = new ArrayList<>();
    private final List<MaxNorm> maxNorms = new ArrayList<>();

    private WholeUpdate(UpdatePlan plan, Runnable beforeStep) {
        Nd4jTensor owner = (Nd4jTensor) plan.parameters();
        this.spec = plan.update();
        this.parameters = owner.array();
        this.gradient = ((Nd4jTensor) plan.gradient()).array();
        this.memory = new OptimizerState(owner);
        this.changed = spec.changesGradient() ? memory.scratch() : gradient;
        this.optimizer = spec.optimizer().accept(new Updaters(owner, changed, beforeStep));
        this.beforeStep = beforeStep;
        this.changedSlices = views(changed, plan.slices());
        this.weights = views(parameters, plan.weights());
        this.changedWeights = views(changed, plan.weights());
        if (spec.l1() > 0) {
            prepareSigns(plan.weights());
        }
        spec.clipping()
                .filter(clipping -> clipping.kind() == Clipping.Kind.VALUE)
                .ifPresent(clipping -> limit.add(NativeOp.of("clipbyvalue", new INDArray[] {gradient}, changed)
                        .withReals(-clipping.limit(), clipping.limit())));
        spec.maxNorm()
                .ifPresent(c -> plan.weights().forEach(w -> maxNorms.add(new MaxNorm(w, c, parameters, memory))));
    }

    static Updater of(UpdatePlan plan, Runnable beforeStep) {
        return new WholeUpdate(plan, beforeStep);
    }

    private static List<INDArray> views(INDArray vector, List<Slice> slices) {
        return slices.stream()
                .map(slice -> Memory.view(vector, slice.offset(), slice.size()))
                .toList();
    }

    private void prepareSigns(List<Slice> slices) {
        signs.addAll(views(memory.scratch(), slices));
        for (int i = 0; i < signs.size(); i++) {
            signOfWeights.add(LegacyOp.sign(weights.get(i), signs.get(i)));
        }
    }

    @Override
    public void step(long t, double learningRate) {
        beforeStep.run();
        if (spec.changesGradient()) {
            changeGradient();
        }
        spec.decay().ifPresent(decay -> {
            double keep = 1 - learningRate * decay.lambda();
            List<INDArray> decaying = decay.scope() == DecayScope.ALL ? List.of(parameters) : weights;
            decaying.forEach(w -> math.scale(keep, w));
        });
        optimizer.step(t, learningRate);
        maxNorms.forEach(MaxNorm::run);
    }

    private void changeGradient() {
        if (limit.isEmpty()) {
            math.copy(gradient, changed);
            spec.clipping().ifPresent(this::clipNorms);
        } else {
            Operation.runAll(limit);
        }
        Operation.runAll(signOfWeights);
        for (int i = 0; i < weights.size(); i++) {
            if (spec.l1() > 0) {
                math.addScaled(spec.l1(), signs.get(i), changedWeights.get(i));
            }
            if (spec.l2() > 0) {
                math.addScaled(spec.l2(), weights.get(i), changedWeights.get(i));
            }
        }
    }

    private void clipNorms(Clipping clipping) {
        List<INDArray> together = clipping.kind() == Clipping.Kind.NORM ? changedSlices : List.of(changed);
        for (INDArray part : together) {
            double norm = math.norm(part);
            if (norm > clipping.limit()) {
                math.scale(clipping.limit() / norm, part);
            }
        }
    }

    @Override
    public Map<String, Tensor> state() {
        return optimizer.state();
    }

    @Override
    public void close() {
        Operation.closeAll(signOfWeights);
        Operation.closeAll(limit);
        maxNorms.forEach(MaxNorm::close);
        optimizer.close();
        memory.close();
    }
}
