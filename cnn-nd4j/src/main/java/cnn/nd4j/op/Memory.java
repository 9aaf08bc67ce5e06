package cnn.nd4j.op;

import cnn.backend.Holding;
import cnn.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory of one precision that is given back all at once. Types are always named: ND4J's default type is global
 * and belongs to nobody here.
 */
public final class Memory implements AutoCloseable {
    private final DataType type;
    private final List<INDArray> owned = new ArrayList<>();
    private final List<Holding> holdings = new ArrayList<>();
    private Optional<INDArray> scratch = Optional.empty();

    public Memory(Precision precision) {
        this.type = precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
    }

    DataType type() {
        return type;
    }

    /** A vector of {@code length} zeros for whatever a stage needs. */
    public INDArray vector(long length) {
        return vector(length, Holding.Kind.WORKSPACE);
    }

    /** A vector of {@code length} zeros. */
    public INDArray vector(long length, Holding.Kind kind) {
        INDArray vector = Nd4j.createUninitializedDetached(type, 'c', length);
        owned.add(vector);
        holdings.add(new Holding(kind, vector, length * type.width()));
        vector.assign(0);
        return vector;
    }

    /** All vectors that were made so far. */
    public List<Holding> holdings() {
        return List.copyOf(holdings);
    }

    /** A vector of at least {@code length} elements that everybody gets who asks for no more. */
    public INDArray scratch(long length) {
        if (scratch.isEmpty() || scratch.get().length() < length) {
            scratch = Optional.of(vector(length));
        }
        return scratch.get();
    }

    /** {@code shape} with any strides over elements of {@code vector} from {@code offset} on. */
    public static INDArray strided(INDArray vector, long offset, long[] shape, long[] strides) {
        return Nd4j.create(vector.data(), shape, strides, offset, 'c', vector.dataType());
    }

    /** {@code shape} over elements of {@code vector} from {@code offset} on, row-major. */
    public static INDArray view(INDArray vector, long offset, long... shape) {
        return Nd4j.create(vector.data(), shape, rowMajor(shape), offset, 'c', vector.dataType());
    }

    /**
     * The transpose of a row-major {@code [rows, columns]} matrix: {@code [columns, rows]} in column-major order, which is
     * what BLAS writes fastest (into a row-major result it goes through a copy).
     */
    public static INDArray transposedView(INDArray vector, long offset, long rows, long columns) {
        return Nd4j.create(
                vector.data(), new long[] {columns, rows}, new long[] {1, columns}, offset, 'f', vector.dataType());
    }

    /** The part of a row-major array of {@code whole} extents that begins at {@code start} and has {@code extents}. */
    public static INDArray part(INDArray vector, long[] whole, long[] start, long[] extents) {
        long[] strides = rowMajor(whole);
        long offset = 0;
        for (int i = 0; i < start.length; i++) {
            offset += start[i] * strides[i];
        }
        return Nd4j.create(vector.data(), extents, strides, offset, 'c', vector.dataType());
    }

    private static long[] rowMajor(long[] shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    @Override
    public void close() {
        owned.forEach(INDArray::close);
        owned.clear();
        holdings.clear();
        scratch = Optional.empty();
    }
}
