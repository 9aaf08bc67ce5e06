package cnn.nd4j.op;

import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** BLAS level 1 on whole vectors. */
public final class VectorMath {
    private final Level1 blas = Nd4j.getBlasWrapper().level1();

    /** y ← y + a·x. */
    public void addScaled(double a, INDArray x, INDArray y) {
        addScaled(y.length(), a, x, y);
    }

    /** The same for the first {@code length} elements. */
    public void addScaled(long length, double a, INDArray x, INDArray y) {
        blas.axpy(length, a, x, y);
    }

    /** y ← x. */
    public void copy(INDArray x, INDArray y) {
        blas.copy(x, y);
    }

    /** ‖x‖₂. */
    public double norm(INDArray x) {
        return blas.nrm2(x);
    }

    /** x ← a·x. */
    public void scale(double a, INDArray x) {
        blas.scal(x.length(), a, x);
    }
}
