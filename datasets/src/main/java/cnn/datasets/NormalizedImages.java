package cnn.datasets;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.tensor.Shape;
import java.util.List;
import java.util.Objects;

/** Pictures kept as bytes and normalised when they are read: one look into a table of 256 floats a pixel value. */
public final class NormalizedImages implements SampleSource {
    private final LabelledImages images;
    private final float[][] tables;

    public NormalizedImages(LabelledImages images, Normalization normalization) {
        this.images = images;
        this.tables = normalization.tables();
        if (tables.length != images.shape().dim(0)) {
            throw new IllegalArgumentException("statistics of %d channels do not fit pictures %s"
                    .formatted(tables.length, images.shape()));
        }
    }

    @Override
    public int size() {
        return images.count();
    }

    @Override
    public Shape shape() {
        return images.shape();
    }

    @Override
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.labels()[index];
    }

    @Override
    public void read(int index, float[] target, int offset) {
        Objects.checkIndex(index, size());
        byte[] pixels = images.pixels();
        int plane = shape().size() / tables.length;
        int from = index * shape().size();
        int to = offset;
        for (float[] table : tables) {
            for (int i = 0; i < plane; i++) {
                target[to++] = table[pixels[from++] & 0xFF];
            }
        }
    }
}
