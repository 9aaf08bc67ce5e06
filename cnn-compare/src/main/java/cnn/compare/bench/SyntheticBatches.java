package cnn.compare.bench;

import cnn.data.Batch;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Shape;

/**
 * Made-up pictures by addressed randomness, the same for every engine: uniform with mean 0 and variance 1. Labels are drawn
 * anew for every step, so that there is nothing to learn: a network that knew its few batches by heart would have ever
 * smaller gradients, and arithmetic on denormal numbers is slow.
 */
final class SyntheticBatches {
    /** Some, so that not all data lies in a cache; few, to be made up quickly. */
    private static final int BATCHES = 4;

    private static final long SEED = 20_240_601;

    /** Half the width of a uniform distribution of variance 1. */
    private static final double HALF_WIDTH = Math.sqrt(3);

    private final AddressedRandom random = new AddressedRandom(SEED);
    private final Batch[] batches = new Batch[BATCHES];
    private final int classes;

    SyntheticBatches(Shape sample, int classes, int n) {
        this.classes = classes;
        Shape shape = sample.withBatch(n);
        for (int k = 0; k < BATCHES; k++) {
            float[] x = new float[shape.size()];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (HALF_WIDTH * (2 * random.uniform(Purpose.TEST_DATA, k, 0, i) - 1));
            }
            batches[k] = new Batch(shape, x, new int[n]);
        }
    }

    /** The batch for a step; steps 0 and 1 get the same pictures and labels. Allocates nothing. */
    Batch at(long step) {
        long address = step == 1 ? 0 : step;
        Batch batch = batches[(int) (address % BATCHES)];
        for (int i = 0; i < batch.size(); i++) {
            batch.labels()[i] = random.below(classes, Purpose.TEST_DATA, address, 1, i);
        }
        return batch;
    }
}
