package cnn.data.augment;

import cnn.tensor.Shape;
import java.util.Arrays;

/** Rows {@code top} to {@code bottom} - 1 and columns {@code left} to {@code right} - 1 of a picture. */
record Box(int top, int left, int bottom, int right) {
    /** Of this size around a pixel (a half to the top and left of it, rounded down), as far as it is in the picture. */
    static Box around(int row, int column, int height, int width, Shape sample) {
        int top = row - height / 2;
        int left = column - width / 2;
        return new Box(
                Math.max(0, top),
                Math.max(0, left),
                Math.min(sample.dim(1), top + height),
                Math.min(sample.dim(2), left + width));
    }

    int pixels() {
        return (bottom - top) * (right - left);
    }

    /** Fills it with 0 in all channels. */
    void clear(Shape sample, float[] x, int offset) {
        for (int c = 0; c < sample.dim(0); c++) {
            for (int row = top; row < bottom; row++) {
                int start = offset + (c * sample.dim(1) + row) * sample.dim(2);
                Arrays.fill(x, start + left, start + right, 0);
            }
        }
    }

    /** Copies it from another sample, which begins at 0 of {@code from}. */
    void copy(Shape sample, float[] from, float[] to, int offset) {
        for (int c = 0; c < sample.dim(0); c++) {
            for (int row = top; row < bottom; row++) {
                int start = (c * sample.dim(1) + row) * sample.dim(2) + left;
                System.arraycopy(from, start, to, offset + start, right - left);
            }
        }
    }
}
