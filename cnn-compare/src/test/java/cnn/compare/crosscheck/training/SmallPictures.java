package cnn.compare.crosscheck.training;

import cnn.data.SampleSource;
import cnn.random.AddressedRandom;
import cnn.random.Purpose;
import cnn.tensor.Shape;
import java.util.List;

/**
 * Noise, and a gradient of brightness that tells the two classes apart: pictures that are there at once and quickly learnt.
 *
 * @param from number of the first
 */
record SmallPictures(int size, int from) implements SampleSource {
    private static final int SIDE = 8;

    @Override
    public Shape shape() {
        return Shape.of(2, SIDE, SIDE);
    }

    @Override
    public List<String> classes() {
        return List.of("down", "up");
    }

    @Override
    public int label(int index) {
        return index % 2;
    }

    @Override
    public void read(int index, float[] target, int offset) {
        AddressedRandom random = new AddressedRandom(7);
        for (int i = 0; i < shape().size(); i++) {
            double slope = (i / SIDE % SIDE - 3.5) / 7 * (label(index) == 0 ? -1 : 1);
            target[offset + i] = (float) (slope + random.normal(Purpose.TEST_DATA, from + index, 0, i));
        }
    }
}
