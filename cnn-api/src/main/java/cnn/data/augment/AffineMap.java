package cnn.data.augment;

/**
 * Where each pixel of the new picture comes from: (sx, sy) = A·(x, y) + t, in pixels from the picture's centre ((W -
 * 1)/2, (H - 1)/2), x to the right, y down. Moves are appended in the order in which the picture makes them. Used by one
 * thread.
 */
public final class AffineMap {
    private final int height;
    private final int width;
    private double xx;
    private double xy;
    private double yx;
    private double yy;
    private double tx;
    private double ty;

    AffineMap(int height, int width) {
        this.height = height;
        this.width = width;
        reset();
    }

    /** Nothing moves. */
    AffineMap reset() {
        xx = 1;
        xy = 0;
        yx = 0;
        yy = 1;
        tx = 0;
        ty = 0;
        return this;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** The content moves by (right, down) pixels: what is at (x, y) then was at (x - right, y - down). */
    void shift(double right, double down) {
        tx -= xx * right + xy * down;
        ty -= yx * right + yy * down;
    }

    /** What is at (x, y) then was at (a·x + b·y, c·x + d·y), from the centre. */
    void linear(double a, double b, double c, double d) {
        double oldXx = xx;
        double oldYx = yx;
        xx = oldXx * a + xy * c;
        xy = oldXx * b + xy * d;
        yx = oldYx * a + yy * c;
        yy = oldYx * b + yy * d;
    }

    /** ∂sx/∂x. */
    double xx() {
        return xx;
    }

    /** ∂sx/∂y. */
    double xy() {
        return xy;
    }

    /** ∂sy/∂x. */
    double yx() {
        return yx;
    }

    /** ∂sy/∂y. */
    double yy() {
        return yy;
    }

    /** Column where the first row's first pixel comes from. */
    double startX() {
        double centreX = (width - 1) * 0.5;
        double centreY = (height - 1) * 0.5;
        return tx + (centreX - xx * centreX) - xy * centreY;
    }

    /** Row where the first row's first pixel comes from. */
    double startY() {
        double centreX = (width - 1) * 0.5;
        double centreY = (height - 1) * 0.5;
        return ty + (centreY - yy * centreY) - yx * centreX;
    }

    /** Whether whole rows and columns come from whole ones, so that there is nothing to interpolate. */
    boolean wholePixels() {
        return Math.abs(xx) == 1
                && Math.abs(yy) == 1
                && xy == 0
                && yx == 0
                && startX() == Math.rint(startX())
                && startY() == Math.rint(startY());
    }
}
