package cnn.nd4j.layer;

import cnn.backend.Backward;
import cnn.backend.ForwardPass;
import cnn.backend.Mode;
import cnn.nd4j.op.HandedOut;
import cnn.nd4j.op.Nd4jTensor;
import cnn.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer bound to one batch size: its stages' operations in order, and the tensors that it hands out. */
final class Pass implements Backward, AutoCloseable {
    private final String label;
    private final List<Stage.Run> runs;
    private final HandedOut y;
    private final HandedOut dx;
    private final Runnable beforePass;
    private boolean open;

    Pass(
            String label,
            List<Stage.Run> runs,
            Function<INDArray, Nd4jTensor> y,
            Function<INDArray, Nd4jTensor> dx,
            Runnable beforePass) {
        this.label = label;
        this.runs = runs;
        this.y = new HandedOut(y);
        this.dx = new HandedOut(dx);
        this.beforePass = beforePass;
    }

    ForwardPass forward(INDArray x, Mode mode) {
        INDArray current = x;
        for (Stage.Run run : runs) {
            current = run.forward(current, mode);
        }
        open = mode.training();
        return new ForwardPass(y.of(current), this);
    }

    /** No backward pass may follow any more. */
    void end() {
        open = false;
    }

    @Override
    public Tensor dx(Tensor dy) {
        return dx.of(runs.get(0).backward(backToFirst(dy)));
    }

    @Override
    public void parametersOnly(Tensor dy) {
        runs.get(0).parametersOnly(backToFirst(dy));
    }

    /** The gradient with respect to the first stage's output. */
    private INDArray backToFirst(Tensor dy) {
        if (!open) {
            throw new IllegalStateException(
                    label + ": backward needs this layer's last forward pass to be one in training mode");
        }
        beforePass.run();
        INDArray current = ((Nd4jTensor) dy).array();
        for (int i = runs.size() - 1; i > 0; i--) {
            current = runs.get(i).backward(current);
        }
        return current;
    }

    @Override
    public void close() {
        runs.forEach(Stage.Run::close);
        y.close();
        dx.close();
    }
}
