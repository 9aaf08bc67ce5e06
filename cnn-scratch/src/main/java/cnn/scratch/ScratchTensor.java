package cnn.scratch;

import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;

/** Floats in some layout; row-major to whoever copies in or out. */
final class ScratchTensor implements Tensor {
    private final Shape shape;
    private final Layout layout;
    private final float[] values;

    /** A view of the first samples in {@code values}. */
    ScratchTensor(Shape shape, Layout layout, float[] values) {
        this.shape = shape;
        this.layout = layout;
        this.values = values;
    }

    /** Row-major, filled with zeros; the first extent is the batch where there are several. */
    static ScratchTensor zeros(Shape shape) {
        Layout layout = Layout.rowMajor(shape.rank() > 1 ? shape.withoutBatch() : Shape.of(1));
        return new ScratchTensor(shape, layout, layout.allocate(shape.dim(0)));
    }

    /** The same tensor as what it is, for a tensor that this backend made. */
    static ScratchTensor of(Tensor tensor) {
        if (tensor instanceof ScratchTensor own) {
            return own;
        }
        throw new IllegalArgumentException("a tensor of another backend was given to scratch: " + tensor.getClass());
    }

    float[] values() {
        return values;
    }

    Layout layout() {
        return layout;
    }

    /** N, the first extent. */
    int samples() {
        return shape.dim(0);
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT32;
    }

    @Override
    public void copyFrom(float[] source) {
        if (layout.isRowMajor()) {
            System.arraycopy(source, 0, values, 0, shape.size());
            return;
        }
        forEachElement((element, at) -> values[at] = source[element]);
    }

    @Override
    public void copyFrom(double[] source) {
        if (layout.isRowMajor()) {
            for (int i = 0; i < shape.size(); i++) {
                values[i] = (float) source[i];
            }
            return;
        }
        forEachElement((element, at) -> values[at] = (float) source[element]);
    }

    @Override
    public void copyTo(float[] target) {
        if (layout.isRowMajor()) {
            System.arraycopy(values, 0, target, 0, shape.size());
            return;
        }
        forEachElement((element, at) -> target[element] = values[at]);
    }

    @Override
    public void copyTo(double[] target) {
        if (layout.isRowMajor()) {
            for (int i = 0; i < shape.size(); i++) {
                target[i] = values[i];
            }
            return;
        }
        forEachElement((element, at) -> target[element] = values[at]);
    }

    private interface ElementVisitor {
        void visit(int element, int at);
    }

    /** Walks in row-major order over elements and their places in memory. */
    private void forEachElement(ElementVisitor visitor) {
        int element = 0;
        for (int n = 0; n < samples(); n++) {
            for (int c = 0; c < layout.channels(); c++) {
                int lane = layout.sample(n) + c / layout.block() * layout.blockStride() + c % layout.block();
                for (int h = 0; h < layout.height(); h++) {
                    for (int w = 0; w < layout.width(); w++) {
                        visitor.visit(element++, lane + layout.offset(h, w));
                    }
                }
            }
        }
    }
}
