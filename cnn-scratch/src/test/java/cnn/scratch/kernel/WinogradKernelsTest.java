package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.POINT;
import static cnn.scratch.kernel.KernelResult.normal;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Winograd's transforms against M·X·Mᵀ with the matrices of docs/winograd.md. Roundings: those of that page's table,
 * for each of the two directions.
 */
@Tag("lanes")
class WinogradKernelsTest {
    private static final double[][] BT = {
        {4, 0, -5, 0, 1, 0},
        {0, -4, -4, 1, 1, 0},
        {0, 4, -4, -1, 1, 0},
        {0, -2, -1, 2, 1, 0},
        {0, 2, -1, -2, 1, 0},
        {0, 4, 0, -5, 0, 1}
    };
    private static final double[][] G = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };
    private static final double[][] AT = {
        {1, 1, 1, 1, 1, 0},
        {0, 1, -1, 2, -2, 0},
        {0, 1, 1, 4, 4, 0},
        {0, 1, -1, 8, -8, 1}
    };

    static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    private static double[][] transposed(double[][] m) {
        double[][] t = new double[m[0].length][m.length];
        for (int i = 0; i < t.length; i++) {
            for (int j = 0; j < m.length; j++) {
                t[i][j] = m[j][i];
            }
        }
        return t;
    }

    /** Where element (i, j) of a matrix of blocks lies. */
    private interface Place {
        int of(int i, int j);
    }

    /** Adds M·X·Mᵀ to the elements of a result. */
    private static void sandwich(double[][] m, float[] x, Place from, KernelResult to, Place place) {
        for (int i = 0; i < m.length; i++) {
            for (int j = 0; j < m.length; j++) {
                for (int l = 0; l < BLOCK; l++) {
                    to.sum(place.of(i, j) + l);
                    for (int p = 0; p < m[0].length; p++) {
                        for (int q = 0; q < m[0].length; q++) {
                            to.add(place.of(i, j) + l, m[i][p] * x[from.of(p, q) + l] * m[j][q]);
                        }
                    }
                }
            }
        }
    }

    private static Place points(int offset) {
        return (i, j) -> offset + (6 * i + j) * POINT;
    }

    private static Place pixels(int offset, int rowStride) {
        return (i, j) -> offset + i * rowStride + j * BLOCK;
    }

    private static float[] scratch() {
        float[] scratch = new float[Winograd.SCRATCH];
        Arrays.fill(scratch, 666.666f);
        return scratch;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void input(Kernels kernels) {
        float[] x = normal(1, 1000);
        KernelResult v = new KernelResult(7 * BLOCK + Winograd.GROUP);
        sandwich(BT, x, pixels(3, 130), v, points(6 * BLOCK));
        kernels.winogradInput(x, 3, 130, v.values, 6 * BLOCK, scratch());
        v.verify(6);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void inputAdjoint(Kernels kernels) {
        float[] v = normal(2, BLOCK + Winograd.GROUP);
        float[] before = normal(3, 1000);
        KernelResult dx = new KernelResult(5 + 5 * 130 + 6 * BLOCK);
        Place pixels = pixels(5, 130);
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                for (int l = 0; l < BLOCK; l++) {
                    dx.start(pixels.of(i, j) + l, before[pixels.of(i, j) + l]);
                }
            }
        }
        sandwich(transposed(BT), v, points(BLOCK), dx, pixels);
        kernels.winogradInputAdjoint(v, BLOCK, dx.values, 5, 130, scratch());
        // Four in each direction, as in -5·v0 - 4·(v1 + v2) - (v3 + v4), and the addition.
        dx.verify(9);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void output(Kernels kernels) {
        for (float floor : new float[] {0, Float.NEGATIVE_INFINITY}) {
            for (int rows = 1; rows <= 4; rows++) {
                for (int columns = 1; columns <= 4; columns++) {
                    output(kernels, floor, rows, columns);
                }
            }
        }
    }

    private static void output(Kernels kernels, float floor, int rows, int columns) {
        float[] m = normal(4, 2 * BLOCK + Winograd.GROUP);
        float[] bias = normal(5, 4 + BLOCK);
        KernelResult whole = pixelsOf(m, bias, floor);
        KernelResult y = new KernelResult(9 + 3 * 90 + 4 * BLOCK);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                y.add(9 + i * 90 + j, whole.expected(4 * i * BLOCK + j), whole.terms(4 * i * BLOCK + j));
            }
        }
        kernels.winogradOutput(m, 2 * BLOCK, bias, 4, floor, y.values, 9, 90, rows, columns, scratch());
        y.verify(7);
    }

    /** The 4×4 pixels that the transform, bias and floor make. */
    private static KernelResult pixelsOf(float[] m, float[] bias, float floor) {
        KernelResult z = new KernelResult(16 * BLOCK);
        sandwich(AT, m, points(2 * BLOCK), z, pixels(0, 4 * BLOCK));
        for (int p = 0; p < 16 * BLOCK; p++) {
            z.add(p, bias[4 + p % BLOCK]);
            z.floor(p, floor);
        }
        return z;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void outputPooled(Kernels kernels) {
        for (float floor : new float[] {0, Float.NEGATIVE_INFINITY}) {
            for (int rows = 1; rows <= 2; rows++) {
                for (int columns = 1; columns <= 2; columns++) {
                    outputPooled(kernels, floor, rows, columns);
                }
            }
        }
    }

    private static void outputPooled(Kernels kernels, float floor, int rows, int columns) {
        float[] m = normal(6, 2 * BLOCK + Winograd.GROUP);
        float[] bias = normal(7, 4 + BLOCK);
        KernelResult z = pixelsOf(m, bias, floor);
        KernelResult y = new KernelResult(9 + 50 + 2 * BLOCK);
        KernelResult winners = new KernelResult(5 + 4 * BLOCK);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                int corner = (8 * i + 2 * (j / BLOCK)) * BLOCK + j % BLOCK;
                int winner = 0;
                double size = 0;
                for (int k = 0; k < 4; k++) {
                    int pixel = corner + (k / 2 * 4 + k % 2) * BLOCK;
                    double best = z.expected(corner + (winner / 2 * 4 + winner % 2) * BLOCK);
                    winner = z.expected(pixel) > best ? k : winner;
                    size = Math.max(size, z.terms(pixel));
                }
                double largest = z.expected(corner + (winner / 2 * 4 + winner % 2) * BLOCK);
                y.add(9 + i * 50 + j, largest, size);
                winners.add(5 + 2 * i * BLOCK + j, largest <= floor ? 4 : winner);
            }
        }
        kernels.winogradOutputPooled(
                m, 2 * BLOCK, bias, 4, floor, y.values, 9, 50, rows, columns, winners.values, 5, scratch());
        y.verify(7);
        // Normal data: the largest of four is larger by more than rounding.
        winners.verify(0);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void gradient(Kernels kernels) {
        float[] dz = normal(8, 16 * BLOCK);
        float[] before = normal(9, BLOCK);
        KernelResult dm = new KernelResult(3 * BLOCK + Winograd.GROUP);
        sandwich(transposed(AT), dz, pixels(0, 4 * BLOCK), dm, points(3 * BLOCK));
        KernelResult db = new KernelResult(3 + BLOCK);
        for (int l = 0; l < BLOCK; l++) {
            db.start(3 + l, before[l]);
            for (int p = 0; p < 16; p++) {
                db.add(3 + l, dz[p * BLOCK + l]);
            }
        }
        kernels.winogradGradient(dz, dm.values, 3 * BLOCK, db.values, 3, scratch());
        dm.verify(6);
        db.verify(16);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weights(Kernels kernels) {
        float[] w = normal(10, 5 + 9 * 20);
        KernelResult u = new KernelResult(3 + 36 * 50);
        sandwich(G, w, (i, j) -> 5 + (3 * i + j) * 20, u, (i, j) -> 3 + (6 * i + j) * 50);
        kernels.winogradWeights(w, 5, 20, u.values, 3, 50, scratch());
        u.verify(8);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightsAdjoint(Kernels kernels) {
        float[] du = normal(11, 5 + 36 * 20);
        KernelResult dw = new KernelResult(3 + 9 * 50);
        sandwich(transposed(G), du, (i, j) -> 5 + (6 * i + j) * 20, dw, (i, j) -> 3 + (3 * i + j) * 50);
        kernels.winogradWeightsAdjoint(du, 5, 20, dw.values, 3, 50, scratch());
        dw.verify(14);
    }
}
