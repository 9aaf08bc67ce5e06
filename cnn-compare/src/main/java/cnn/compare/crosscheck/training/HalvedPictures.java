package cnn.compare.crosscheck.training;

import cnn.data.SampleSource;
import cnn.tensor.Shape;
import java.util.List;

/** Pictures at half their height and width: every 2×2 square is its mean. Small, but pictures still. */
record HalvedPictures(SampleSource source) implements SampleSource {
    @Override
    public int size() {
        return source.size();
    }

    @Override
    public Shape shape() {
        Shape whole = source.shape();
        return Shape.of(whole.dim(0), whole.dim(1) / 2, whole.dim(2) / 2);
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    @Override
    public int label(int index) {
        return source.label(index);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        float[] whole = new float[source.shape().size()];
        source.read(index, whole, 0);
        int width = source.shape().dim(2);
        int height = source.shape().dim(1);
        int at = offset;
        for (int c = 0; c < shape().dim(0); c++) {
            for (int i = 0; i + 1 < height; i += 2) {
                for (int j = 0; j + 1 < width; j += 2) {
                    int corner = (c * height + i) * width + j;
                    int below = corner + width;
                    target[at++] = (whole[corner] + whole[corner + 1] + whole[below] + whole[below + 1]) / 4;
                }
            }
        }
    }
}
