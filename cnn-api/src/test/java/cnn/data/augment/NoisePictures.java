package cnn.data.augment;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Shape;
import java.util.List;

/** Pictures of noise in [0, 1], normalised; H ≠ W, an odd and an even extent. */
final class NoisePictures implements SampleSource {
    static final Normalization NORMALIZATION = new Normalization(List.of(
            new Normalization.Channel(0.5, 0.25),
            new Normalization.Channel(0.4, 0.2),
            new Normalization.Channel(0.3, 0.3)));
    static final Shape SHAPE = Shape.of(3, 7, 10);
    private final AddressedRandom random = new AddressedRandom(3);

    @Override
    public int size() {
        return 41;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public List<String> classes() {
        return List.of("a", "b", "c");
    }

    @Override
    public int label(int index) {
        return index % 3;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        int plane = SHAPE.dim(1) * SHAPE.dim(2);
        for (int i = 0; i < SHAPE.size(); i++) {
            Normalization.Channel channel = NORMALIZATION.channels().get(i / plane);
            double p = random.uniform(Purpose.TEST_DATA, index, 0, i);
            target[offset + i] = (float) ((p - channel.mean()) / channel.std());
        }
    }

    float[] sample(int index) {
        float[] x = new float[SHAPE.size()];
        read(index, x, 0);
        return x;
    }
}
