package cnn.nd4j.op;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The tensor over the array that was handed out last; a new one only if the array is another. */
public final class HandedOut {
    private final Function<INDArray, Nd4jTensor> wrap;
    private List<Nd4jTensor> last = List.of();

    public HandedOut(Function<INDArray, Nd4jTensor> wrap) {
        this.wrap = wrap;
    }

    public Nd4jTensor of(INDArray array) {
        if (last.isEmpty() || last.get(0).array() != array) {
            close();
            last = List.of(wrap.apply(array));
        }
        return last.get(0);
    }

    public void close() {
        last.forEach(Nd4jTensor::close);
    }
}
