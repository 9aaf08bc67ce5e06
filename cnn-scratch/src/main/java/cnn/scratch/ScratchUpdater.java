package cnn.scratch;

import cnn.backend.Updater;
import cnn.optim.Adam;
import cnn.optim.Momentum;
import cnn.optim.OptimizerSpec;
import cnn.optim.Sgd;
import cnn.scratch.kernel.Kernels;
import cnn.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Optimizer updates over the flat vectors, element by element in float32, a stretch of elements a task. */
abstract class ScratchUpdater implements Updater {
    private static final int ELEMENTS_A_TASK = 1 << 14;

    final Kernels kernels;
    final float[] p;
    final float[] g;
    private final Workers workers;
    private final int length;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private final Tensor parameters;
    private final Workers.Task task = (index, worker) -> runTask(index);

    private ScratchUpdater(Machine machine, ScratchTensor parameters, ScratchTensor gradient) {
        kernels = machine.kernels();
        workers = machine.workers();
        p = parameters.values();
        g = gradient.values();
        length = parameters.shape().size();
        this.parameters = parameters;
    }

    static Updater of(OptimizerSpec spec, Machine machine, ScratchTensor parameters, ScratchTensor gradient) {
        return spec.accept(new OptimizerSpec.Visitor<>() {
            @Override
            public Updater sgd(Sgd sgd) {
                return new SgdUpdater(machine, parameters, gradient);
            }

            @Override
            public Updater momentum(Momentum momentum) {
                return new MomentumUpdater(momentum, machine, parameters, gradient);
            }

            @Override
            public Updater adam(Adam adam) {
                return new AdamUpdater(adam, machine, parameters, gradient);
            }
        });
    }

    /** A vector of the optimizer's own, zero at first. */
    final float[] vector(String name) {
        ScratchTensor vector = ScratchTensor.zeros(parameters.shape());
        state.put(name, vector);
        return vector.values();
    }

    /** Prepares the numbers of one update. */
    abstract void prepare(long t, double learningRate);

    abstract void update(int from, int to);

    @Override
    public final void step(long t, double learningRate) {
        prepare(t, learningRate);
        workers.run((length + ELEMENTS_A_TASK - 1) / ELEMENTS_A_TASK, task);
    }

    private void runTask(int index) {
        int from = index * ELEMENTS_A_TASK;
        update(from, Math.min(length, from + ELEMENTS_A_TASK));
    }

    @Override
    public final Map<String, Tensor> state() {
        return Collections.unmodifiableMap(state);
    }

    private static final class SgdUpdater extends ScratchUpdater {
        private float rate;

        SgdUpdater(Machine machine, ScratchTensor parameters, ScratchTensor gradient) {
            super(machine, parameters, gradient);
        }

        @Override
        void prepare(long t, double learningRate) {
            rate = (float) learningRate;
        }

        @Override
        void update(int from, int to) {
            kernels.sgd(p, g, from, to, rate);
        }
    }

    private static final class MomentumUpdater extends ScratchUpdater {
        private final float momentum;
        private final float[] v = vector("v");
        private float rate;

        MomentumUpdater(Momentum spec, Machine machine, ScratchTensor parameters, ScratchTensor gradient) {
            super(machine, parameters, gradient);
            momentum = (float) spec.momentum();
        }

        @Override
        void prepare(long t, double learningRate) {
            rate = (float) learningRate;
        }

        @Override
        void update(int from, int to) {
            kernels.momentum(p, g, v, from, to, rate, momentum);
        }
    }

    private static final class AdamUpdater extends ScratchUpdater {
        private final Adam spec;
        private final float[] m = vector("m");
        private final float[] v = vector("v");
        private Kernels.AdamStep step = new Kernels.AdamStep(0, 0, 0, 0, 0, 0, 0);

        AdamUpdater(Adam spec, Machine machine, ScratchTensor parameters, ScratchTensor gradient) {
            super(machine, parameters, gradient);
            this.spec = spec;
        }

        @Override
        void prepare(long t, double learningRate) {
            step = new Kernels.AdamStep(
                    (float) (learningRate / (1 - Math.pow(spec.beta1(), t))),
                    (float) spec.beta1(),
                    (float) (1 - spec.beta1()),
                    (float) spec.beta2(),
                    (float) (1 - spec.beta2()),
                    (float) (1 / (1 - Math.pow(spec.beta2(), t))),
                    (float) spec.epsilon());
        }

        @Override
        void update(int from, int to) {
            kernels.adam(p, g, m, v, from, to, step);
        }
    }
}
