package cnn.scratch.textbook;

import cnn.tensor.Precision;
import cnn.tensor.Shape;
import cnn.tensor.Tensor;

/** A tensor as the textbook has it: a shape and a row-major {@code double[]}, which may be longer than the shape needs. */
public final class TextbookTensor implements Tensor {
    private final Shape shape;
    private final double[] values;

    /** A tensor of its own, filled with zeros. */
    public TextbookTensor(Shape shape) {
        this(shape, new double[shape.size()]);
    }

    /** A tensor over the first {@code shape.size()} elements of {@code values}. */
    public TextbookTensor(Shape shape, double[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** @throws IllegalArgumentException if another backend made {@code tensor} */
    public static TextbookTensor of(Tensor tensor) {
        if (tensor instanceof TextbookTensor own) {
            return own;
        }
        throw new IllegalArgumentException("expected a tensor made by textbook, got "
                + tensor.getClass().getSimpleName() + " " + tensor.shape());
    }

    /** The values themselves, not a copy; element (n, c, i, j) lies at ((n·C + c)·H + i)·W + j. */
    public double[] values() {
        return values;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Precision precision() {
        return Precision.FLOAT64;
    }

    @Override
    public void copyFrom(float[] source) {
        for (int i = 0; i < shape.size(); i++) {
            values[i] = source[i];
        }
    }

    @Override
    public void copyFrom(double[] source) {
        System.arraycopy(source, 0, values, 0, shape.size());
    }

    @Override
    public void copyTo(float[] target) {
        for (int i = 0; i < shape.size(); i++) {
            target[i] = (float) values[i];
        }
    }

    @Override
    public void copyTo(double[] target) {
        System.arraycopy(values, 0, target, 0, shape.size());
    }
}
