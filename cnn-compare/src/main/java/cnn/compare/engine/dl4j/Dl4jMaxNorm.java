package cnn.compare.engine.dl4j;

import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * DL4J's max-norm constraint over the incoming weights of each output unit, without the 1e-6 that it adds to every
 * norm: that shrinks weights well within the limit too, at each update, and twice because DL4J applies every constraint
 * twice. Convolutions have [O, C, KH, KW] and dense layers [in, out].
 */
final class Dl4jMaxNorm extends MaxNormConstraint {
    private static final long serialVersionUID = 1L;

    Dl4jMaxNorm(double maxNorm) {
        super(maxNorm);
    }

    /** The smallest normal number keeps 0 / 0 away, and adding it changes no other norm. */
    @Override
    public void apply(INDArray param) {
        epsilon = param.dataType() == DataType.DOUBLE ? Double.MIN_NORMAL : Float.MIN_NORMAL;
        dimensions = param.rank() == 4 ? new int[] {1, 2, 3} : new int[] {0};
        super.apply(param);
    }

    @Override
    public Dl4jMaxNorm clone() {
        Dl4jMaxNorm copy = new Dl4jMaxNorm(getMaxNorm());
        copy.setParams(getParams());
        return copy;
    }
}
