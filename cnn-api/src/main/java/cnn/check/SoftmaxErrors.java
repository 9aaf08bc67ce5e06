package cnn.check;

import java.util.List;

/**
 * Softmax's errors: those of its own roundings, and those that it carries on. With e_k = e^(x_k - m) and S = Σe: the
 * difference x_k - m is rounded, which moves e_k by u·|x_k - m| relatively; then exp, a sum of C positive terms, a division.
 * Derived in docs/tolerances.md.
 */
final class SoftmaxErrors {
    private final LayerInputs in;
    private final double[] y;
    private final int C;
    private final int area;

    /** @param reference gives y */
    SoftmaxErrors(LayerInputs in, ErrorBound reference) {
        this.in = in;
        this.y = SingleLayer.run(reference.reference(), in).y();
        this.C = in.input().dim(0);
        this.area = in.input().size() / C;
    }

    /** What is done with the C numbers of one pixel: where they begin, and the step from one to the next. */
    private interface Pixel {
        void at(int[] index);
    }

    private void forEachPixel(Pixel pixel) {
        int[] index = new int[C];
        for (int n = 0; n < in.batch(); n++) {
            for (int p = 0; p < area; p++) {
                for (int c = 0; c < C; c++) {
                    index[c] = (n * C + c) * area + p;
                }
                pixel.at(index);
            }
        }
    }

    LayerBounds own(ErrorBound error) {
        double[] ofY = new double[y.length];
        double[] ofDx = new double[y.length];
        double tiny = (C + 2) * error.smallestNormal();
        forEachPixel(index -> {
            double max = Double.NEGATIVE_INFINITY;
            for (int k : index) {
                max = Math.max(max, in.x()[k]);
            }
            double mean = 0;
            for (int k : index) {
                mean += y[k] * (max - in.x()[k]);
            }
            for (int k : index) {
                double roundings = Math.ceil(max - in.x()[k]) + Math.ceil(mean);
                double relative = error.roundings((long) roundings + 4L * LayerBoundsOf.FUNCTION_ULPS + C + 2);
                // Where float64 has nothing left of y_k, u·|x_k - max| more or less in the exponent leaves less than η.
                ofY[k] = (y[k] == 0 ? 0 : relative * y[k]) + tiny;
            }
            double sum = sum(index, y, in.dy());
            double ofSum = 0;
            for (int k : index) {
                ofSum += Math.abs(in.dy()[k]) * (ofY[k] + error.roundings(C) * (y[k] + ofY[k])) + tiny;
            }
            for (int k : index) {
                double size = Math.abs(in.dy()[k]) + Math.abs(sum) + ofSum;
                ofDx[k] = ofY[k] * Math.abs(in.dy()[k] - sum)
                        + (y[k] + ofY[k]) * (ofSum + error.roundings(3) * size)
                        + tiny;
            }
        });
        String what = "|x - max| + Σy|x - max| + " + (4 * LayerBoundsOf.FUNCTION_ULPS + C + 2) + " roundings of y";
        return new LayerBounds(new Bound(ofY, what), new Bound(ofDx, "dx with y off by " + what), List.of());
    }

    private static double sum(int[] index, double[] a, double[] b) {
        double sum = 0;
        for (int k : index) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** To first order y_k changes by y_k·(e_k - Σ y_j·e_j) for changes e of x. */
    double[] forward(double[] errorOfX) {
        double[] carried = new double[y.length];
        forEachPixel(index -> {
            double mean = sum(index, y, errorOfX);
            for (int k : index) {
                carried[k] = y[k] * (errorOfX[k] + mean);
            }
        });
        return carried;
    }

    /** dx_k = y_k·(dy_k - s), s = Σ y·dy; as changes of y add up to zero, s changes by Σ (change of y)·(dy - s). */
    BackwardError.Carried backward(double[] errorOfX, double[] errorOfDy) {
        double[] ofY = forward(errorOfX);
        double[] dx = new double[y.length];
        forEachPixel(index -> {
            double sum = sum(index, y, in.dy());
            double ofSum = sum(index, y, errorOfDy);
            for (int k : index) {
                ofSum += ofY[k] * Math.abs(in.dy()[k] - sum);
            }
            for (int k : index) {
                dx[k] = ofY[k] * Math.abs(in.dy()[k] - sum) + y[k] * (errorOfDy[k] + ofSum);
            }
        });
        return new BackwardError.Carried(dx, new double[0], 0);
    }
}
