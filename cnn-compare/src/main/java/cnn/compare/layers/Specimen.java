package cnn.compare.layers;

import cnn.check.LayerInputs;
import cnn.check.cases.LayerCase;
import cnn.data.Batch;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.spec.Dense;
import cnn.spec.Flatten;
import cnn.spec.NamedLayer;
import cnn.spec.NetworkSpec;
import cnn.spec.PlacedLayer;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer in the smallest network that any engine can run forwards and backwards: the layer, and behind it a dense layer,
 * through which the loss gives every element of y a gradient.
 */
final class Specimen {
    private static final String NAME = "layer";
    private static final int CLASSES = 3;

    private final NetworkSpec network;
    private final LayerInputs data;

    Specimen(LayerCase on) {
        List<NamedLayer> layers = new ArrayList<>();
        layers.add(new NamedLayer(NAME, on.spec()));
        if (on.spec().output(on.input()).rank() != 1) {
            layers.add(new NamedLayer("flatten", new Flatten()));
        }
        layers.add(new NamedLayer("dense", new Dense(CLASSES)));
        this.network = new NetworkSpec(on.input(), layers);
        this.data = on.inputs(Precision.FLOAT32);
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

    Batch batch() {
        float[] x = new float[data.x().length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) data.x()[i];
        }
        int[] labels = new int[data.batch()];
        for (int n = 0; n < labels.length; n++) {
            labels[n] = n % CLASSES;
        }
        return new Batch(data.input().withBatch(data.batch()), x, labels);
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
}
