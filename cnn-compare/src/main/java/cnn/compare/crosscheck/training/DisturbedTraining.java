package cnn.compare.crosscheck.training;

import cnn.backend.Backend;
import cnn.backend.UpdatePlan;
import cnn.backend.Updater;
import cnn.compare.run.DisturbedPass;
import cnn.optim.UpdateSpec;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.NetworkSpec;
import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * The reference's training with noise in every step: in every layer's pass within its bound ({@link
 * DisturbedPass}), and in the update within what its own roundings may add up to. One of the trainings that an
 * engine may go through which rounds as it may and is right. Derived in docs/cross-check.md, "Trajectories".
 */
final class DisturbedTraining implements AutoCloseable {
    /**
     * No optimizer's formula rounds more than twelve numbers on the way to one of its vectors, and twelve more to θ.
     */
    private static final int TO_VECTOR = 12;

    private static final int TO_STEP = 24;

    private final Tensor parameters;
    private final Tensor gradient;
    private final Updater updater;
    private final double unit;
    private final long seed;
    private final double rate;
    private double[] theta;
    private double loss = Double.NaN;
    private long steps;

    /**
     * @param precision whose roundings are the noise's size
     * @param seed of the noise
     */
    DisturbedTraining(
            Backend reference, NetworkSpec network, UpdateSpec update, Precision precision, double[] start, long seed) {
        this.parameters = reference.tensor(Shape.of(start.length));
        this.gradient = reference.tensor(Shape.of(start.length));
        this.parameters.copyFrom(start);
        this.updater = reference.updater(new UpdatePlan(update, network.slices(), parameters, gradient));
        this.unit = precision.unitRoundoff();
        this.rate = update.learningRate();
        this.theta = start.clone();
        this.seed = seed;
    }

    /** One update; {@code pass} is that of the undisturbed oracle's step. */
    void step(DisturbedPass pass) {
        // Every step has noise of its own, and so has every training.
        DisturbedPass.Outcome outcome = pass.run(theta, seed + (++steps << 16));
        loss = outcome.loss();
        gradient.copyFrom(outcome.gradient());
        Map<String, double[]> before = vectors();
        updater.step(steps, rate);
        AddressedRandom random = new AddressedRandom(seed);
        int number = 1;
        for (Map.Entry<String, Tensor> vector : updater.state().entrySet()) {
            disturbVector(vector.getValue(), before.get(vector.getKey()), random, number++);
        }
        disturbParameters(random);
    }

    private Map<String, double[]> vectors() {
        Map<String, double[]> values = new HashMap<>();
        updater.state().forEach((name, tensor) -> values.put(name, tensor.toDoubles()));
        return values;
    }

    /** s ← β·s + c with |β| ≤ 1: the terms' sizes add up to at most 2·|old| + |new|. */
    private void disturbVector(Tensor vector, double[] old, AddressedRandom random, int number) {
        double[] values = vector.toDoubles();
        for (int i = 0; i < values.length; i++) {
            double size = 2 * Math.abs(old[i]) + Math.abs(values[i]);
            values[i] += sign(random, number, i) * TO_VECTOR * unit * size;
        }
        vector.copyFrom(values);
    }

    /** θ ← θ - step: the step's own roundings, and one of the difference. */
    private void disturbParameters(AddressedRandom random) {
        double[] values = parameters.toDoubles();
        for (int i = 0; i < values.length; i++) {
            double size = TO_STEP * Math.abs(values[i] - theta[i]) + Math.abs(values[i]);
            values[i] += sign(random, 0, i) * unit * size;
        }
        parameters.copyFrom(values);
        theta = values;
    }

    /**
     * The full extent, one way or the other: an update rounds so few times that an engine's own errors come near it,
     * where those of a layer's long sums stay far below.
     */
    private int sign(AddressedRandom random, int vector, int index) {
        // Far from the layers' addresses: the noise of updates is none of theirs.
        return 2 * random.below(2, Purpose.DISTURBANCE, steps, (1 << 20) + vector, index) - 1;
    }

    double[] parameters() {
        return theta;
    }

    /** Of the last step's batch, before its update. */
    double loss() {
        return loss;
    }

    @Override
    public void close() {
        updater.close();
        parameters.close();
        gradient.close();
    }
}
