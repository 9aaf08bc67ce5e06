package cnn.datasets;

import cnn.data.SampleSource;
import cnn.error.BadInputException;
import cnn.tensor.Shape;
import java.util.List;

/** Some samples of a source, in the source's order. */
public final class Subset implements SampleSource {
    private final SampleSource source;
    private final int[] indices;

    private Subset(SampleSource source, int[] indices) {
        this.source = source;
        this.indices = indices;
    }

    /**
     * {@code count} samples with the classes as equal in number as the source allows. The rule: the classes take turns
     * in the order of their labels, each giving the first of its samples that it has not given yet; one that has no
     * more is passed over. So, of two classes that have enough, an even count takes the first count / 2 of each; an odd
     * one, one more of the first class. A smaller subset is contained in a larger one; all samples are the source
     * itself.
     *
     * @throws BadInputException if {@code count} is below 1 or above the source's size
     */
    public static Subset balanced(SampleSource source, int count) {
        if (count < 1) {
            throw new BadInputException("the number of samples must be at least 1, got " + count);
        }
        if (count > source.size()) {
            throw new BadInputException("%d samples were asked for, there are %d; ask for at most that many"
                    .formatted(count, source.size()));
        }
        int[] quota = quotas(source, count);
        int[] indices = new int[count];
        int taken = 0;
        for (int i = 0; taken < count; i++) {
            if (quota[source.label(i)]-- > 0) {
                indices[taken++] = i;
            }
        }
        return new Subset(source, indices);
    }

    /** How many samples each class gives when the classes take turns. */
    private static int[] quotas(SampleSource source, int count) {
        int[] available = new int[source.classes().size()];
        for (int i = 0; i < source.size(); i++) {
            available[source.label(i)]++;
        }
        int[] quota = new int[available.length];
        int left = count;
        for (int k = 0; left > 0; k = (k + 1) % quota.length) {
            if (quota[k] < available[k]) {
                quota[k]++;
                left--;
            }
        }
        return quota;
    }

    /** The index in the source of this subset's sample {@code index}. */
    public int sourceIndex(int index) {
        return indices[index];
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
