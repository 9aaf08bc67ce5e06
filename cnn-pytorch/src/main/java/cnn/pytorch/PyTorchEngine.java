package cnn.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import cnn.backend.Mode;
import cnn.check.NetworkFlow;
import cnn.compare.engine.Engine;
import cnn.compare.engine.EngineSettings;
import cnn.compare.engine.Trace;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network in PyTorch's operations, trained as one trains in PyTorch without a compiler: operations one by one, gradients
 * by autograd and not accumulated, one copy of the batch into native memory, all intermediate tensors given back after the
 * step. Layout [N, C, H, W]; DJL has no channels-last.
 */
final class PyTorchEngine implements Engine {
    private final EngineSettings settings;
    private final Precision precision;
    private final PyTorchLibrary library;
    private final NDManager memory;
    private final DataType type;
    private final Parameters parameters;
    private final States states;
    private final List<Step> steps;
    private final Map<Integer, BatchInput> inputs = new HashMap<>();
    private Optimizer optimizer;
    private long updates;

    PyTorchEngine(EngineSettings settings) {
        NetworkSpec network = settings.network();
        if (network.output().rank() != 1) {
            throw new BadInputException("a classifier's output must be a vector [K], this network gives "
                    + network.output() + "; end it with flatten and dense");
        }
        this.settings = settings;
        this.precision = settings.precision().orElse(Precision.FLOAT32);
        this.type = precision == Precision.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
        int threads = settings.threads() == 0 ? Runtime.getRuntime().availableProcessors() : settings.threads();
        this.library = PyTorchLibrary.load(threads);
        this.memory = library.newManager();
        this.parameters = new Parameters(network, memory, type);
        this.states = new States(network, memory, type);
        this.steps = new Translator(parameters, states, memory, type).translate(network.placed());
        this.optimizer = newOptimizer();
    }

    private Optimizer newOptimizer() {
        return new Optimizer(
                settings.update(), settings.network().slices(), parameters.values(), memory.newSubManager());
    }

    @Override
    public String name() {
        return PyTorchProvider.NAME;
    }

    @Override
    public String describe() {
        return library.describe() + ", " + precision;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public NetworkSpec network() {
        return settings.network();
    }

    @Override
    public void setParameters(double[] flat) {
        parameters.set(flat);
        states.reset();
        updates = 0;
        optimizer.close();
        optimizer = newOptimizer();
    }

    @Override
    public double[] parameters() {
        return parameters.flat();
    }

    @Override
    public void setLearningRate(double rate) {
        optimizer.setLearningRate(rate);
    }

    @Override
    public double trainStep(Batch batch) {
        try (NDManager step = memory.newSubManager()) {
            double loss = backward(batch, step);
            optimizer.step(parameters.gradients());
            updates++;
            return loss;
        } finally {
            parameters.forget();
        }
    }

    @Override
    public double[] gradient(Batch batch) {
        try (NDManager step = memory.newSubManager()) {
            double[] state = states.flat();
            backward(batch, step);
            states.set(state);
            return parameters.flat(parameters.gradients());
        } finally {
            parameters.forget();
        }
    }

    /** Leaves the gradients at the parameters' leaves; gives the loss. */
    private double backward(Batch batch, NDManager step) {
        BatchInput input = input(batch.size()).fill(checked(batch), settings.loss());
        parameters.record(step);
        try (GradientCollector recording = library.record()) {
            NDArray loss = Losses.of(settings.loss(), run(input, step, train()), input.t());
            recording.backward(loss);
            return Values.scalar(loss);
        }
    }

    /** Addresses the masks of the next update. */
    private Mode train() {
        return Mode.train(settings.seed(), updates);
    }

    /** Results belong to the manager of what they are made of: to the step's, if its first operand does. */
    private NDArray run(BatchInput input, NDManager step, Mode mode) {
        NDArray x = input.x().stopGradient();
        x.attach(step);
        return Translator.run(steps, x, mode);
    }

    @Override
    public double[] predict(Batch batch) {
        int outputs = settings.network().output().dim(0);
        double[] y = new double[batch.size() * outputs];
        checked(batch);
        for (int from = 0; from < batch.size(); from += settings.maxBatch()) {
            int n = Math.min(settings.maxBatch(), batch.size() - from);
            try (NDManager step = memory.newSubManager()) {
                double[] part = Values.toDoubles(run(input(n).fill(batch, from), step, Mode.INFER));
                System.arraycopy(part, 0, y, from * outputs, part.length);
            }
        }
        return y;
    }

    @Override
    public Trace trace(Batch batch) {
        BatchInput input = input(batch.size()).fill(checked(batch), settings.loss());
        try (NDManager step = memory.newSubManager()) {
            parameters.record(step);
            double[] state = states.flat();
            Tracer tracer = new Tracer(new Translator(parameters, states, step, type), step, train());
            try (GradientCollector recording = library.record()) {
                Passage passage = tracer.through(settings.network().placed(), input.x());
                NDArray y = tracer.leaf(passage.y());
                NDArray loss = Losses.of(settings.loss(), y, input.t());
                recording.backward(loss);
                passage.back(y.getGradient());
                double[] stateAfter = states.flat();
                states.set(state);
                return new Trace(
                        Values.scalar(loss),
                        new NetworkFlow(
                                batch.size(),
                                train(),
                                parameters(),
                                parameters.flat(parameters.gradients()),
                                state,
                                stateAfter,
                                Tracer.flows(passage)));
            }
        } finally {
            parameters.forget();
        }
    }

    private Batch checked(Batch batch) {
        if (!batch.shape().withoutBatch().equals(settings.network().input())) {
            throw new BadInputException("expected an input %s with a batch in front, got %s"
                    .formatted(settings.network().input(), batch.shape()));
        }
        return batch;
    }

    private BatchInput input(int n) {
        int outputs = settings.network().output().dim(0);
        return inputs.computeIfAbsent(
                n, size -> new BatchInput(memory, settings.network().input(), outputs, size, type));
    }

    @Override
    public void close() {
        optimizer.close();
        memory.close();
    }
}
