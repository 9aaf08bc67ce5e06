package cnn.compare.layers;

import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.data.Batch;
import cnn.loss.LossSpec;
import cnn.loss.MeanSquaredError;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.spec.Slice;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A layer in the smallest network that any engine can run forwards and backwards: the layer, and behind it a dense layer,
 * through which the loss gives every element of y a gradient.
 */
final class Specimen {
    /** Of the dense layer. Each has a row of w, and with this loss its part of dy depends on no other row. */
    static final int CLASSES = 3;
    /** Its second derivative is the same everywhere. */
    static final LossSpec LOSS = new MeanSquaredError();

    private static final String NAME = "layer";

    private final NetworkSpec network;
    private final LayerInputs data;
    private final LayerInputs otherData;

    Specimen(LayerCase on) {
        List<NamedLayer> layers = new ArrayList<>();
        layers.add(new NamedLayer(NAME, on.spec()));
        if (on.spec().output(on.input()).rank() != 1) {
            layers.add(new NamedLayer("flatten", new Flatten()));
        }
        layers.add(new NamedLayer("dense", new Dense(CLASSES)));
        this.network = new NetworkSpec(on.input(), layers);
        this.data = on.inputs(Precision.FLOAT32);
        this.otherData = on.inputs(Precision.FLOAT32, on.batch(), 1);
    }

    NetworkSpec network() {
        return network;
    }

    PlacedLayer layer() {
        return network.placed().get(0);
    }

    int batchSize() {
        return data.batch();
    }

    /** The largest |∂²L/∂y²|. */
    double bend() {
        return 2.0 / (batchSize() * CLASSES);
    }

    Batch batch() {
        return batch(data.x(), 0);
    }

    /** Other samples with other labels, as many. */
    Batch otherBatch() {
        return batch(otherData.x(), 1);
    }

    /** The labels of {@link #batch} with another x, which float32 must hold. */
    Batch batch(double[] values) {
        return batch(values, 0);
    }

    private Batch batch(double[] values, int shift) {
        float[] x = new float[values.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) values[i];
        }
        int[] labels = new int[data.batch()];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = (n + shift) % CLASSES;
        }
        return new Batch(data.input().withBatch(data.batch()), x, labels);
    }

    double[] x() {
        return data.x();
    }

    /** One-hot rows, those of {@link #batch}. */
    double[] targets() {
        double[] targets = new double[batchSize() * CLASSES];
        for (int n = 0; n < batchSize(); n++) {
            targets[n * CLASSES + n % CLASSES] = 1;
        }
        return targets;
    }

    /** The case's own for the layer; for the dense layer so small that no logit decides alone. Float32 holds all of them. */
    double[] parameters() {
        double[] all = new double[network.parameterCount()];
        System.arraycopy(data.parameters(), 0, all, 0, data.parameters().length);
        AddressedRandom random = new AddressedRandom(1);
        double scale = 1 / Math.sqrt(layer().output().size());
        for (int i = data.parameters().length; i < all.length; i++) {
            all[i] = (float) (scale * random.normal(Purpose.TEST_DATA, 0, 0, i));
        }
        return all;
    }

    /** The same, but of the dense layer's w only these rows, and 0 elsewhere: the others give the layer no dy. */
    double[] parametersWithRows(Set<Integer> rows) {
        double[] all = parameters();
        Slice w = network.placed().get(network.placed().size() - 1).parameter("w");
        int features = w.size() / CLASSES;
        for (int i = 0; i < w.size(); i++) {
            if (!rows.contains(i / features)) {
                all[w.offset() + i] = 0;
            }
        }
        return all;
    }
}
