package cnn.compare.crosscheck.training;

import cnn.compare.crosscheck.plan.EngineMaker;
import cnn.compare.crosscheck.plan.Subject;
import cnn.compare.engine.Engine;
import cnn.data.Batch;
import cnn.data.Batches;
import cnn.data.SampleSource;
import cnn.init.Initializer;
import cnn.loss.LossSpec;
import cnn.loss.SoftmaxCrossEntropy;
import cnn.optim.UpdateSpec;
import cnn.spec.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A short training that every engine goes through alike: network, update, initial parameters, batches, and the seed of
 * dropout's masks.
 *
 * @param name for tables
 * @param start initial parameters; numbers that float32 holds exactly
 * @param batches one an update
 */
record TrainingCase(
        String name, NetworkSpec network, UpdateSpec update, double[] start, List<Batch> batches, long seed) {
    static final LossSpec LOSS = new SoftmaxCrossEntropy();

    TrainingCase {
        batches = List.copyOf(batches);
    }

    /** With He's initial values, and batches of shuffled pictures, epoch after epoch. */
    static TrainingCase of(
            String name, NetworkSpec network, UpdateSpec update, SampleSource pictures, int batch, int updates, long seed) {
        double[] start = Arrays.stream(Initializer.HE_NORMAL.parameters(network, seed))
                .map(value -> (float) value)
                .toArray();
        return new TrainingCase(name, network, update, start, batches(new Batches(pictures, batch), updates, seed), seed);
    }

    private static List<Batch> batches(Batches source, int updates, long seed) {
        List<Batch> all = new ArrayList<>();
        for (int epoch = 1; all.size() < updates; epoch++) {
            for (Batch batch : source.shuffled(seed, epoch)) {
                if (all.size() < updates) {
                    // The next batch of the source reuses the arrays.
                    all.add(batch.copy());
                }
            }
        }
        return all;
    }

    int largestBatch() {
        return batches.stream().mapToInt(Batch::size).max().orElseThrow();
    }

    /** In words: the network's name, the optimizer, how many updates on batches of what size. */
    String describe() {
        return "%s, %s, %d updates, batches of %d".formatted(name, update, batches.size(), largestBatch());
    }

    /**
     * The engine that goes through it.
     *
     * @throws cnn.error.BadInputException if it cannot
     */
    Engine engine(Subject subject, EngineMaker maker) {
        return maker.create(subject, subject.settings(network, LOSS, update, largestBatch(), seed));
    }
}
