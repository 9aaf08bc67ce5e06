package cnn.scratch;

import cnn.backend.Holding;
import cnn.backend.Holding.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the arrays of one layer and keeps count of them. In a network built for inference, what only a backward pass
 * would use is not there: such arrays are empty.
 */
final class LayerMemory {
    private final boolean training;
    private final List<Holding> holdings = new ArrayList<>();
    private final List<Workspace> shared = new ArrayList<>();

    /** @param training whether there will be backward passes */
    LayerMemory(boolean training) {
        this.training = training;
    }

    boolean training() {
        return training;
    }

    List<Holding> holdings() {
        List<Holding> all = new ArrayList<>(holdings);
        shared.forEach(workspace -> all.addAll(workspace.holdings()));
        return List.copyOf(all);
    }

    /** Counts a workspace too, as large as it will be when somebody asks. */
    void share(Workspace workspace) {
        shared.add(workspace);
    }

    /** Counts an array that was made elsewhere. */
    float[] hold(Kind kind, float[] array) {
        if (array.length > 0) {
            holdings.add(new Holding(kind, array, 4L * array.length));
        }
        return array;
    }

    float[] workspace(int length) {
        return hold(Kind.WORKSPACE, new float[length]);
    }

    /** One for each thread, or chunk of samples. */
    float[][] workspace(int count, int length) {
        float[][] arrays = new float[count][];
        for (int i = 0; i < count; i++) {
            arrays[i] = workspace(length);
        }
        return arrays;
    }

    float[] forBackward(int length) {
        return workspace(training ? length : 0);
    }

    float[][] forBackward(int count, int length) {
        return workspace(count, training ? length : 0);
    }
}
