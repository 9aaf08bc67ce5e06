package cnn.scratch;

import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.tensor.Tensor;
import java.util.Map;

/** An optimizer's updates and nothing else, a stretch of elements a task; {@link WholeUpdate} is for all the rest. */
final class ScratchUpdater implements Updater {
    /** The stretch is small enough for a core's own cache, vectors and all. */
    static final int ELEMENTS_A_TASK = 1 << 14;

    private final UpdateRule rule;
    private final Workers workers;
    private final int length;
    private final Workers.Task task = (index, worker) -> runTask(index);

    private ScratchUpdater(UpdateRule rule, Workers workers, int length) {
        this.rule = rule;
        this.workers = workers;
        this.length = length;
    }

    static Updater of(UpdatePlan plan, Machine machine) {
        ScratchTensor parameters = ScratchTensor.of(plan.parameters());
        float[] g = ScratchTensor.of(plan.gradient()).values();
        // The optimizer takes a copy of the gradient only if there is something to change about it.
        float[] taken = plan.update().changesGradient() ? new float[g.length] : g;
        UpdateRule rule = plan.update().optimizer().accept(new UpdateRules(machine.kernels(), parameters, taken));
        return plan.update().plain()
                ? new ScratchUpdater(rule, machine.workers(), parameters.shape().size())
                : new WholeUpdate(plan, rule, g, machine.workers());
    }

    @Override
    public void step(long t, double learningRate) {
        rule.prepare(t, learningRate);
        workers.run((length + ELEMENTS_A_TASK - 1) / ELEMENTS_A_TASK, task);
    }

    private void runTask(int index) {
        int from = index * ELEMENTS_A_TASK;
        rule.update(from, Math.min(length, from + ELEMENTS_A_TASK));
    }

    @Override
    public Map<String, Tensor> state() {
        return rule.state();
    }
}
