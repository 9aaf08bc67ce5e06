package cnn.data;

import cnn.tensor.Shape;
import java.util.List;

/** Some samples of a source, by their indices in it. */
final class ChosenSamples implements SampleSource {
    private final SampleSource source;
    private final int[] indices;

    ChosenSamples(SampleSource source, int[] indices) {
        this.source = source;
        this.indices = indices.clone();
    }

    @Override
    public int size() {
        return indices.length;
    }

    @Override
    public Shape shape() {
        return source.shape();
    }

    @Override
    public List<String> classes() {
        return source.classes();
    }

    @Override
    public int label(int index) {
        return source.label(indices[index]);
    }

    @Override
    public void read(int index, float[] target, int offset) {
        source.read(indices[index], target, offset);
    }
}
