package cnn.scratch;

/**
 * F(4×4, 3×3) in double from its matrices as docs/winograd.md derives them, one tile at a time. With absolute values
 * instead of the matrices and the data it gives the sums that the error bound multiplies.
 */
final class WinogradReference {
    static final double[][] BT = {
        {4, 0, -5, 0, 1, 0},
        {0, -4, -4, 1, 1, 0},
        {0, 4, -4, -1, 1, 0},
        {0, -2, -1, 2, 1, 0},
        {0, 2, -1, -2, 1, 0},
        {0, 4, 0, -5, 0, 1}
    };
    static final double[][] G = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };
    static final double[][] AT = {
        {1, 1, 1, 1, 1, 0},
        {0, 1, -1, 2, -2, 0},
        {0, 1, 1, 4, 4, 0},
        {0, 1, -1, 8, -8, 1}
    };

    private final boolean absolute;

    WinogradReference(boolean absolute) {
        this.absolute = absolute;
    }

    /** M·X·Mᵀ, or |M|·|X|·|M|ᵀ. */
    double[][] sandwich(double[][] m, double[][] x) {
        return multiply(multiply(m, x), transpose(m));
    }

    private double[][] multiply(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b[0].length; j++) {
                for (int k = 0; k < b.length; k++) {
                    double product = a[i][k] * b[k][j];
                    c[i][j] += absolute ? Math.abs(product) : product;
                }
            }
        }
        return c;
    }

    static double[][] transpose(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    /** sum += a ⊙ b, or |a| ⊙ |b|. */
    void addProducts(double[][] a, double[][] b, double[][] sum) {
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[i][j] += absolute ? Math.abs(a[i][j] * b[i][j]) : a[i][j] * b[i][j];
            }
        }
    }

    /** y {@code [N, O, OH, OW]} of x {@code [N, C, H, W]}, without bias, padded by {@code pad} on every side. */
    double[] convolve(Problem p, double[] x, double[] w) {
        double[] y = new double[p.n * p.o * p.oh() * p.ow()];
        for (int n = 0; n < p.n; n++) {
            for (int o = 0; o < p.o; o++) {
                for (int ty = 0; ty < p.oh(); ty += 4) {
                    for (int tx = 0; tx < p.ow(); tx += 4) {
                        double[][] m = new double[6][6];
                        for (int c = 0; c < p.c; c++) {
                            double[][] d = patch(x, n * p.c + c, p.h, p.w, ty - p.pad, tx - p.pad, 6);
                            addProducts(sandwich(G, patch(w, o * p.c + c, 3, 3, 0, 0, 3)), sandwich(BT, d), m);
                        }
                        store(sandwich(AT, m), y, n * p.o + o, p.oh(), p.ow(), ty, tx);
                    }
                }
            }
        }
        return y;
    }

    /** dw {@code [O, C, 3, 3]}. */
    double[] weightGradient(Problem p, double[] x, double[] dy) {
        double[] dw = new double[p.o * p.c * 9];
        for (int o = 0; o < p.o; o++) {
            for (int c = 0; c < p.c; c++) {
                double[][] du = new double[6][6];
                for (int n = 0; n < p.n; n++) {
                    for (int ty = 0; ty < p.oh(); ty += 4) {
                        for (int tx = 0; tx < p.ow(); tx += 4) {
                            double[][] d = patch(x, n * p.c + c, p.h, p.w, ty - p.pad, tx - p.pad, 6);
                            double[][] g = patch(dy, n * p.o + o, p.oh(), p.ow(), ty, tx, 4);
                            addProducts(sandwich(BT, d), sandwich(transpose(AT), g), du);
                        }
                    }
                }
                store(sandwich(transpose(G), du), dw, o * p.c + c, 3, 3, 0, 0);
            }
        }
        return dw;
    }

    /** dx {@code [N, C, H, W]}: the adjoint of {@link #convolve}, tiles added where they overlap. */
    double[] inputGradient(Problem p, double[] w, double[] dy) {
        double[] dx = new double[p.n * p.c * p.h * p.w];
        for (int n = 0; n < p.n; n++) {
            for (int c = 0; c < p.c; c++) {
                for (int ty = 0; ty < p.oh(); ty += 4) {
                    for (int tx = 0; tx < p.ow(); tx += 4) {
                        double[][] dv = new double[6][6];
                        for (int o = 0; o < p.o; o++) {
                            double[][] g = patch(dy, n * p.o + o, p.oh(), p.ow(), ty, tx, 4);
                            addProducts(sandwich(G, patch(w, o * p.c + c, 3, 3, 0, 0, 3)), sandwich(transpose(AT), g), dv);
                        }
                        add(sandwich(transpose(BT), dv), dx, n * p.c + c, p.h, p.w, ty - p.pad, tx - p.pad);
                    }
                }
            }
        }
        return dx;
    }

    private static void add(double[][] tile, double[] to, int plane, int height, int width, int top, int left) {
        for (int i = Math.max(0, -top); i < Math.min(tile.length, height - top); i++) {
            for (int j = Math.max(0, -left); j < Math.min(tile.length, width - left); j++) {
                to[(plane * height + top + i) * width + left + j] += tile[i][j];
            }
        }
    }

    private static double[][] patch(double[] from, int plane, int height, int width, int top, int left, int size) {
        double[][] patch = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                boolean inside = top + i >= 0 && top + i < height && left + j >= 0 && left + j < width;
                patch[i][j] = inside ? from[(plane * height + top + i) * width + left + j] : 0;
            }
        }
        return patch;
    }

    private static void store(double[][] tile, double[] to, int plane, int height, int width, int top, int left) {
        for (int i = 0; i < Math.min(tile.length, height - top); i++) {
            for (int j = 0; j < Math.min(tile.length, width - left); j++) {
                to[(plane * height + top + i) * width + left + j] = tile[i][j];
            }
        }
    }

    /** Sizes of a 3×3 convolution of stride 1. */
    record Problem(int n, int c, int o, int h, int w, int pad) {
        int oh() {
            return h + 2 * pad - 2;
        }

        int ow() {
            return w + 2 * pad - 2;
        }
    }
}
