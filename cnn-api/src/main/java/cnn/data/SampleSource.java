package cnn.data;

import cnn.tensor.Shape;
import java.util.List;

/**
 * Labelled samples by index: a training set or a test set. The same index is always the same sample, so that engines can
 * be given the same batches. Safe for several readers at once.
 */
public interface SampleSource {
    /** How many samples there are, at least 1. */
    int size();

    /** Shape of one sample, for example {@code [3, 32, 32]}. */
    Shape shape();

    /** The names of the classes; a label is an index into them. */
    List<String> classes();

    /** The label of sample {@code index}. */
    int label(int index);

    /** Writes sample {@code index}, row-major, into {@code target} from {@code offset} on. */
    void read(int index, float[] target, int offset);
}
