package cnn.compare.crosscheck.network;

import cnn.data.Batch;
import cnn.init.Initializer;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.NetworkSpec;
import cnn.tensor.Shape;
import java.util.Arrays;

/**
 * A network that engines are checked on, with a batch and parameters; all numbers are such that float32 holds them.
 *
 * @param name for reports
 */
public record CheckedNetwork(String name, NetworkSpec spec) {
    /** N. */
    static final int BATCH = 4;

    /** How far parameters are moved from where training would begin: biases of 0 and scales of 1 hide mistakes. */
    private static final double MOVED = 0.1;

    private static final int X = 0;
    private static final int MOVES = 1;

    /** Normal pictures; labels in turn. */
    Batch batch(long seed) {
        Shape shape = spec.input().withBatch(BATCH);
        AddressedRandom random = new AddressedRandom(seed);
        float[] x = new float[shape.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.normal(Purpose.TEST_DATA, 0, X, i);
        }
        int[] labels = new int[BATCH];
        Arrays.setAll(labels, n -> n % spec.output().dim(0));
        return new Batch(shape, x, labels);
    }

    double[] parameters(long seed) {
        double[] values = Initializer.HE_NORMAL.parameters(spec, seed);
        AddressedRandom random = new AddressedRandom(seed);
        Arrays.setAll(values, i -> (float) (values[i] + MOVED * random.normal(Purpose.TEST_DATA, 0, MOVES, i)));
        return values;
    }
}
