package cnn.scratch;

import cnn.backend.Backend;
import cnn.backend.Layer;
import cnn.backend.LayerPlan;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.scratch.kernel.Kernels;
import cnn.scratch.kernel.WarmUp;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.List;

/**
 * The backend {@code scratch}: float32, direct kernels on blocks of 16 channels, adjacent layers fused, memory planned when
 * a network is built, threads of its own. The same bits for any number of threads. See docs/scratch-backend.md.
 */
final class ScratchBackend implements Backend {
    private static final System.Logger LOG = System.getLogger(ScratchBackend.class.getName());
    /** Multiply-adds of a forward pass from which waiting for the JIT pays. */
    private static final long WORTH_WARMING = 20_000_000;

    private static final double MAX_WARM_UP_SECONDS = 10;

    private final Machine machine;
    private final ConvAlgorithm algorithm;

    ScratchBackend(Kernels kernels, int threads) {
        this(kernels, threads, ConvAlgorithm.AUTO);
    }

    ScratchBackend(Kernels kernels, int threads, ConvAlgorithm algorithm) {
        this.algorithm = algorithm;
        machine = new Machine(kernels, new Workers(threads));
    }

    @Override
    public String name() {
        return ScratchProvider.NAME;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public String describe() {
        return "scratch: float32, %s, %d thread%s"
                .formatted(machine.kernels().describe(), machine.threads(), machine.threads() == 1 ? "" : "s");
    }

    @Override
    public Tensor tensor(Shape shape) {
        return ScratchTensor.zeros(shape);
    }

    @Override
    public List<Layer> layers(LayerPlan plan) {
        long work = plan.layers().stream()
                .mapToLong(layer -> layer.spec().multiplyAdds(layer.input()) * plan.maxBatch())
                .sum();
        if (!plan.observe() && work >= WORTH_WARMING) {
            warmUp();
        }
        return List.copyOf(new Planner(plan, machine, algorithm).layers());
    }

    private void warmUp() {
        List<String> cold = WarmUp.run(machine.kernels(), MAX_WARM_UP_SECONDS);
        if (!cold.isEmpty()) {
            LOG.log(System.Logger.Level.WARNING, "scratch may run slowly: the JIT has not compiled {0} well", cold);
        }
    }

    @Override
    public Updater updater(UpdatePlan plan) {
        return ScratchUpdater.of(plan, machine);
    }

    @Override
    public void close() {
        machine.workers().close();
    }
}
