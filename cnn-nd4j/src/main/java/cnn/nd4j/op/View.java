package cnn.nd4j.op;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array under another shape, row-major; made anew only when another array comes. */
public final class View {
    private final long[] extents;
    private List<INDArray> last = List.of();
    private List<INDArray> view = List.of();

    public View(long... extents) {
        this.extents = extents;
    }

    /** {@code array}, which is contiguous, under this shape. */
    public INDArray of(INDArray array) {
        if (last.isEmpty() || last.get(0) != array) {
            last = List.of(array);
            view = List.of(Memory.view(array, 0, extents));
        }
        return view.get(0);
    }
}
