package cnn.training;

import cnn.backend.Mode;
import cnn.backend.Updater;
import cnn.data.Batch;
import cnn.error.BadInputException;
import cnn.loss.LossSpec;
import cnn.network.MemoryUse;
import cnn.network.Network;
import cnn.optim.OptimizerSpec;
import cnn.optim.UpdateSpec;
import cnn.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Teaches a network batch by batch: forward, loss, backward, update. Allocates nothing per step once every batch size
 * has come by. Used by one thread at a time.
 */
public final class Learner implements AutoCloseable {
    private final Network network;
    private final LossSpec loss;
    private final UpdateSpec update;
    private final Updater updater;
    private final long seed;
    private final int outputs;
    private final Map<Integer, Tensor> outputGradients = new HashMap<>();
    private final double[] y;
    private final double[] t;
    private final double[] dy;
    private long steps;
    private double lastLoss = Double.NaN;

    /** With an optimizer alone. */
    public Learner(Network network, LossSpec loss, OptimizerSpec optimizer, long seed) {
        this(network, loss, UpdateSpec.of(optimizer), seed);
    }

    /**
     * @param network its output must be a vector {@code [K]}, one element a class
     * @param seed addresses the randomness inside layers
     */
    public Learner(Network network, LossSpec loss, UpdateSpec update, long seed) {
        if (network.spec().output().rank() != 1) {
            throw new BadInputException("a classifier's output must be a vector [K], this network gives "
                    + network.spec().output() + "; end it with flatten and dense");
        }
        loss.requireOutputs(network.spec().output().dim(0));
        this.network = network;
        this.loss = loss;
        this.update = update;
        this.updater = network.updater(update);
        this.seed = seed;
        this.outputs = network.spec().output().dim(0);
        int capacity = network.options().maxBatch() * outputs;
        this.y = new double[capacity];
        this.t = new double[capacity];
        this.dy = new double[capacity];
    }

    /** As {@code spec} says. */
    public Learner(Network network, TrainingSpec spec) {
        this(network, spec.loss(), spec.update(), spec.seed());
    }

    public Network network() {
        return network;
    }

    /** How many updates were made. */
    public long steps() {
        return steps;
    }

    /** The bytes that the network and its optimizer keep. */
    public MemoryUse memory() {
        return MemoryUse.of(network, List.of(updater));
    }

    /** The loss of the last batch, NaN before the first. */
    public double lastLoss() {
        return lastLoss;
    }

    /** Goes on as after so many updates: their number addresses randomness and corrects the optimizer's biases. */
    public void startAt(long updates) {
        steps = updates;
    }

    /**
     * The optimizer's own vectors, by name, in an order that never changes; with {@link #steps} all that it remembers.
     */
    public Map<String, Tensor> optimizerState() {
        return updater.state();
    }

    /** One update with the optimizer's own learning rate; gives the loss of the batch before it. */
    public double step(Batch batch) {
        return step(batch, update.learningRate());
    }

    /** One update; gives the loss of the batch before it. */
    public double step(Batch batch, double learningRate) {
        gradient(batch);
        update(learningRate);
        return lastLoss;
    }

    /** Changes the parameters by the gradient that {@link #gradient} has left. */
    public void update(double learningRate) {
        steps++;
        updater.step(steps, learningRate);
    }

    /**
     * Runs a batch again, layer by layer, to find the first value that is not finite: one sentence. For the batch whose
     * gradient was just computed, before its update.
     */
    public String diagnose(Batch batch) {
        return Tripwire.diagnose(network, loss, seed, steps, batch);
    }

    /** Fills the network's gradient vector for a batch, without an update; gives the loss. */
    public double gradient(Batch batch) {
        forward(batch);
        network.backward(outputGradient(batch.size()));
        return lastLoss;
    }

    /** Like {@link #gradient}, down to the input; {@link Network#observations} and the returned tensor hold all. */
    public Tensor inputGradient(Batch batch) {
        forward(batch);
        return network.backwardToInput(outputGradient(batch.size()));
    }

    /** A forward pass in training mode; leaves the loss and the output's gradient ready for a backward pass. */
    private void forward(Batch batch) {
        int n = batch.size();
        Tensor x = network.input(n);
        x.copyFrom(batch.x());
        network.forward(x, Mode.train(seed, steps)).copyTo(y);
        Targets.rows(batch, loss, outputs, t);
        lastLoss = loss.evaluate(n, outputs, y, t, dy);
        outputGradient(n).copyFrom(dy);
    }

    private Tensor outputGradient(int n) {
        return outputGradients.computeIfAbsent(
                n, size -> network.backend().tensor(network.spec().output().withBatch(size)));
    }

    @Override
    public void close() {
        outputGradients.values().forEach(Tensor::close);
        updater.close();
    }
}
