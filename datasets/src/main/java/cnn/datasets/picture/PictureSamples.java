package cnn.datasets.picture;

import cnn.data.Normalization;
import cnn.data.SampleSource;
import cnn.tensor.Shape;
import java.util.List;

/** Decoded pictures, normalised when they are read: one look into a table of 256 floats a value. */
final class PictureSamples implements SampleSource {
    private final LoadedPictures pictures;
    private final int[] files;
    private final int[] labels;
    private final List<String> classes;
    private final float[][] tables;
    private final ThreadLocal<byte[]> buffer;

    PictureSamples(
            LoadedPictures pictures, int[] files, int[] labels, List<String> classes, Normalization normalization) {
        if (files.length != labels.length || files.length == 0) {
            throw new IllegalArgumentException("%d pictures and %d labels".formatted(files.length, labels.length));
        }
        this.pictures = pictures;
        this.files = files.clone();
        this.labels = labels.clone();
        this.classes = List.copyOf(classes);
        this.tables = normalization.tables();
        int bytes = pictures.size().shape().size();
        this.buffer = ThreadLocal.withInitial(() -> new byte[bytes]);
        if (tables.length != pictures.size().channels()) {
            throw new IllegalArgumentException("statistics of %d channels do not fit pictures %s"
                    .formatted(tables.length, pictures.size().shape()));
        }
    }

    @Override
    public int size() {
        return files.length;
    }

    @Override
    public Shape shape() {
        return pictures.size().shape();
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
        byte[] picture = buffer.get();
        pictures.read(files[index], picture, 0);
        int plane = picture.length / tables.length;
        int at = 0;
        for (float[] table : tables) {
            for (int i = 0; i < plane; i++, at++) {
                target[offset + at] = table[picture[at] & 0xFF];
            }
        }
    }
}
