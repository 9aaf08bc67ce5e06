package cnn.datasets.photos;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.tensor.Shape;
import java.util.List;

/** Decoded photos kept as bytes, and normalised when they are read. */
final class PhotoSamples implements SampleSource {
    private final Shape shape;
    private final List<String> classes;
    private final List<LoadedPhoto> photos;
    private final int[] labels;
    private final float[][] tables;

    PhotoSamples(Shape shape, List<String> classes, List<LoadedPhoto> photos, Normalization normalization) {
        this.shape = shape;
        this.classes = classes;
        this.photos = photos;
        this.labels = photos.stream()
                .mapToInt(one -> classes.indexOf(one.photo().label()))
                .toArray();
        this.tables = normalization.tables();
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void read(int index, float[] target, int offset) {
        byte[] pixels = photos.get(index).pixels();
        int plane = pixels.length / tables.length;
        int at = 0;
        for (float[] table : tables) {
            for (int i = 0; i < plane; i++, at++) {
                target[offset + at] = table[pixels[at] & 0xFF];
            }
        }
    }
}
