package cnn.nd4j.op;

import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A tensor over an ND4J array in the backend's layout. Values cross the boundary through a row-major array: the tensor's
 * own, or, where the layout differs, a second one that is made when values first cross.
 */
public final class Nd4jTensor implements Tensor {
    private final Shape shape;
    private final Precision precision;
    private final Layout layout;
    private final INDArray array;
    private final Memory memory;
    private Optional<Border> border = Optional.empty();

    private Nd4jTensor(Shape shape, Precision precision, Layout layout, INDArray array, Memory memory) {
        this.shape = shape;
        this.precision = precision;
        this.layout = layout;
        this.array = array;
        this.memory = memory;
    }

    /** A tensor with memory of its own, filled with zeros. */
    public static Nd4jTensor create(Shape shape, Precision precision, Layout layout) {
        Memory memory = new Memory(precision);
        INDArray vector = memory.vector(shape.size());
        long[] extents = shape.rank() == 1
                ? new long[] {shape.size()}
                : layout.extents(shape.dim(0), shape.withoutBatch());
        return new Nd4jTensor(shape, precision, layout, Memory.view(vector, 0, extents), memory);
    }

    /** A layer's array as a tensor; the layer gives the array back. */
    public static Nd4jTensor over(INDArray array, Shape shape, Precision precision, Layout layout) {
        return new Nd4jTensor(shape, precision, layout, array, new Memory(precision));
    }

    /** Zeros of the same shape. */
    public Nd4jTensor zerosLike() {
        return create(shape, precision, layout);
    }

    /** One zero of the same precision. */
    public Nd4jTensor scalarLike() {
        return create(Shape.of(1), precision, layout);
    }

    /** The values, in the backend's layout. */
    public INDArray array() {
        return array;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Precision precision() {
        return precision;
    }

    @Override
    public void copyFrom(float[] source) {
        border().values().write(source);
        border().enter();
    }

    @Override
    public void copyFrom(double[] source) {
        border().values().write(source);
        border().enter();
    }

    @Override
    public void copyTo(float[] target) {
        border().leave();
        border().values().read(target);
    }

    @Override
    public void copyTo(double[] target) {
        border().leave();
        border().values().read(target);
    }

    private Border border() {
        if (border.isEmpty()) {
            border = Optional.of(newBorder());
        }
        return border.get();
    }

    private Border newBorder() {
        if (shape.rank() != 4 || layout.isRowMajor(shape.withoutBatch())) {
            return new Border(HostValues.of(array, shape.size()), Optional.empty(), Optional.empty());
        }
        INDArray rows = Memory.view(
                memory.vector(shape.size()), 0, Layout.CHANNELS_FIRST.extents(shape.dim(0), shape.withoutBatch()));
        return new Border(
                HostValues.of(rows, shape.size()),
                Optional.of(Permutation.toChannelsLast(rows, array)),
                Optional.of(Permutation.toChannelsFirst(array, rows)));
    }

    /** Closes the memory that this tensor made; a layer's array stays the layer's. */
    @Override
    public void close() {
        border.ifPresent(Border::close);
        border = Optional.empty();
        memory.close();
    }

    /** Where values cross: the row-major numbers, and the conversions to and from the layout if there are any. */
    private record Border(HostValues values, Optional<NativeOp> in, Optional<NativeOp> out) {
        void enter() {
            in.ifPresent(NativeOp::run);
        }

        void leave() {
            out.ifPresent(NativeOp::run);
        }

        void close() {
            in.ifPresent(NativeOp::close);
            out.ifPresent(NativeOp::close);
        }
    }
}
