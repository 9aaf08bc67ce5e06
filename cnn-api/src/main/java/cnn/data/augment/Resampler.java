package cnn.data.augment;

import cnn.tensor.Shape;
import java.util.Arrays;

/**
 * Makes a picture of another one by an {@link AffineMap}, bilinearly: the value at (sx, sy) is the mean of the four
 * pixels around it, weighted with (1 - |dx|)·(1 - |dy|). Coordinates are in double, weights and values in float. Used by
 * one thread.
 */
final class Resampler {
    private final int channels;
    private final int height;
    private final int width;
    private final Fill fill;
    private final int[] columns;

    Resampler(Shape sample, Fill fill) {
        this.channels = sample.dim(0);
        this.height = sample.dim(1);
        this.width = sample.dim(2);
        this.fill = fill;
        this.columns = new int[width];
    }

    /** @param from the picture, from its first element on */
    void run(AffineMap map, float[] from, float[] to, int offset) {
        if (map.wholePixels()) {
            move(map, from, to, offset);
        } else {
            interpolate(map, from, to, offset);
        }
    }

    private void move(AffineMap map, float[] from, float[] to, int offset) {
        for (int x = 0; x < width; x++) {
            columns[x] = index(map.xx() * x + map.startX(), width);
        }
        for (int y = 0; y < height; y++) {
            int row = index(map.yy() * y + map.startY(), height);
            for (int c = 0; c < channels; c++) {
                int at = offset + (c * height + y) * width;
                if (row < 0) {
                    Arrays.fill(to, at, at + width, 0);
                } else {
                    row(from, (c * height + row) * width, to, at);
                }
            }
        }
    }

    private void row(float[] from, int start, float[] to, int at) {
        for (int x = 0; x < width; x++) {
            int column = columns[x];
            to[at + x] = column < 0 ? 0 : from[start + column];
        }
    }

    /** Of a whole coordinate; -1 where there is nothing. */
    private int index(double s, int n) {
        if (s >= 0 && s < n) {
            return (int) s;
        }
        return fill == Fill.MEAN ? -1 : (int) folded(s, n);
    }

    /** Where the pixel that stands at {@code s} outside of 0 … n - 1 is taken from. */
    private double folded(double s, int n) {
        double inside = s;
        if (fill == Fill.REFLECT) {
            // The borders are half a pixel outside of the outermost pixels' centres.
            double period = 2.0 * n;
            double t = s + 0.5;
            t -= period * Math.floor(t / period);
            inside = (t > n ? period - t : t) - 0.5;
        }
        return Math.max(0, Math.min(n - 1, inside));
    }

    private void interpolate(AffineMap map, float[] from, float[] to, int offset) {
        for (int y = 0; y < height; y++) {
            double startX = map.xy() * y + map.startX();
            double startY = map.yy() * y + map.startY();
            for (int x = 0; x < width; x++) {
                double sx = map.xx() * x + startX;
                double sy = map.yx() * x + startY;
                pixel(sx, sy, from, to, offset + y * width + x);
            }
        }
    }

    private void pixel(double sx, double sy, float[] from, float[] to, int at) {
        double xInside = sx;
        double yInside = sy;
        if (fill == Fill.MEAN) {
            if (!(sx > -1 && sx < width && sy > -1 && sy < height)) {
                for (int c = 0; c < channels; c++) {
                    to[at + c * height * width] = 0;
                }
                return;
            }
        } else {
            xInside = sx >= 0 && sx <= width - 1 ? sx : folded(sx, width);
            yInside = sy >= 0 && sy <= height - 1 ? sy : folded(sy, height);
        }
        // Above -1, so that cutting off the fraction rounds down.
        int left = (int) (xInside + 1) - 1;
        int top = (int) (yInside + 1) - 1;
        float dx = (float) (xInside - left);
        float dy = (float) (yInside - top);
        // A neighbour outside counts as 0.
        float wLeft = left < 0 ? 0 : 1 - dx;
        float wRight = left + 1 >= width ? 0 : dx;
        float wTop = top < 0 ? 0 : 1 - dy;
        float wBottom = top + 1 >= height ? 0 : dy;
        int x0 = Math.max(0, left);
        int x1 = Math.min(width - 1, left + 1);
        int row0 = Math.max(0, top) * width;
        int row1 = Math.min(height - 1, top + 1) * width;
        for (int c = 0; c < channels; c++) {
            int plane = c * height * width;
            float upper = wLeft * from[plane + row0 + x0] + wRight * from[plane + row0 + x1];
            float lower = wLeft * from[plane + row1 + x0] + wRight * from[plane + row1 + x1];
            to[at + plane] = wTop * upper + wBottom * lower;
        }
    }
}
