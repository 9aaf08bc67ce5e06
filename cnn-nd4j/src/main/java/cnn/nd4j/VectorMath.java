package cnn.nd4j;

import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** BLAS level 1 on whole vectors. */
final class VectorMath {
    private final Level1 blas = Nd4j.getBlasWrapper().level1();

    /** y ← y + a·x. */
    void addScaled(double a, INDArray x, INDArray y) {
        addScaled(y.length(), a, x, y);
    }

    /** The same for the first {@code length} elements. */
    void addScaled(long length, double a, INDArray x, INDArray y) {
        blas.axpy(length, a, x, y);
    }

    /** y ← x. */
    void copy(INDArray x, INDArray y) {
        blas.copy(x, y);
    }

    /** ‖x‖₂. */
    double norm(INDArray x) {
        return blas.nrm2(x);
    }

    /** x ← a·x. */
    void scale(double a, INDArray x) {
        blas.scal(x.length(), a, x);
    }
}
