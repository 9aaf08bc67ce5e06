package cnn.datasets.photos;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.tensor.Shape;
import java.util.List;

/** Decoded photos, on the heap or in a file, normalised when they are read. */
final class PhotoSamples implements SampleSource {
    private final Shape shape;
    private final List<String> classes;
    private final List<LoadedPhoto> photos;
    private final int[] labels;
    private final float[][] tables;
    private final ThreadLocal<byte[]> buffer;

    PhotoSamples(Shape shape, List<String> classes, List<LoadedPhoto> photos, Normalization normalization) {
        this.shape = shape;
        this.classes = classes;
        this.photos = photos;
        this.labels = photos.stream()
                .mapToInt(one -> classes.indexOf(one.photo().label()))
                .toArray();
        this.tables = normalization.tables();
        this.buffer = ThreadLocal.withInitial(() -> new byte[shape.size()]);
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
        byte[] pixels = buffer.get();
        photos.get(index).pixels().read(pixels, 0);
        int plane = pixels.length / tables.length;
        int at = 0;
        for (float[] table : tables) {
            for (int i = 0; i < plane; i++, at++) {
                target[offset + at] = table[pixels[at] & 0xFF];
            }
        }
    }
}
