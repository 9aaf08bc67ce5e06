package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.POINT;

import java.util.Arrays;

/** The transforms of Winograd's method, of {@link Winograd}'s rows. */
final class ScalarWinogradTiles {
    private static final float[] G = Winograd.weights();
    private static final float[] GT = Winograd.weightsTransposed();

    private ScalarWinogradTiles() {}

    /** See {@link Kernels#winogradInput}. */
    static void winogradInput(float[] x, int xo, int rowStride, float[] v, int vo, float[] scratch) {
        for (int j = 0; j < 6; j++) {
            Winograd.inputRow(x, xo + j * BLOCK, rowStride, scratch, j * BLOCK, 6 * BLOCK);
        }
        for (int i = 0; i < 6; i++) {
            Winograd.inputRow(scratch, i * 6 * BLOCK, BLOCK, v, vo + i * 6 * POINT, POINT);
        }
    }

    /** See {@link Kernels#winogradInputAdjoint}. */
    static void winogradInputAdjoint(float[] v, int vo, float[] dx, int dxo, int rowStride, float[] scratch) {
        for (int j = 0; j < 6; j++) {
            Winograd.inputAdjointRow(v, vo + j * POINT, 6 * POINT, scratch, j * BLOCK, 6 * BLOCK);
        }
        int row = Winograd.POINTS * BLOCK;
        for (int i = 0; i < 6; i++) {
            Winograd.inputAdjointRow(scratch, i * 6 * BLOCK, BLOCK, scratch, row, BLOCK);
            ScalarElementwise.add(scratch, row, dx, dxo + i * rowStride, 6 * BLOCK);
        }
    }

    /** See {@link Kernels#winogradOutput}. */
    static void winogradOutput(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] scratch) {
        outputTile(m, mo, scratch);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                y[yo + i * rowStride + j] = Scalars.clamp(scratch[i * 4 * BLOCK + j] + bias[bo + j % BLOCK], floor);
            }
        }
    }

    /** The 4×4 pixels at the beginning of the scratch array. */
    private static void outputTile(float[] m, int mo, float[] scratch) {
        int half = 16 * BLOCK;
        for (int j = 0; j < 6; j++) {
            Winograd.outputRow(m, mo + j * POINT, 6 * POINT, scratch, half + j * BLOCK, 6 * BLOCK);
        }
        for (int i = 0; i < 4; i++) {
            Winograd.outputRow(scratch, half + i * 6 * BLOCK, BLOCK, scratch, i * 4 * BLOCK, BLOCK);
        }
    }

    /** See {@link Kernels#winogradOutputPooled}. */
    static void winogradOutputPooled(
            float[] m, int mo, float[] bias, int bo, float floor,
            float[] y, int yo, int rowStride, int rows, int columns, float[] winners, int wo, float[] scratch) {
        outputTile(m, mo, scratch);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                int l = j % BLOCK;
                int corner = (8 * i + 2 * (j / BLOCK)) * BLOCK + l;
                float best = scratch[corner] + bias[bo + l];
                int winner = 0;
                for (int k = 1; k < 4; k++) {
                    float candidate = scratch[corner + (k / 2 * 4 + k % 2) * BLOCK] + bias[bo + l];
                    if (candidate > best) {
                        best = candidate;
                        winner = k;
                    }
                }
                winners[wo + 2 * i * BLOCK + j] = best <= floor ? 4 : winner;
                y[yo + i * rowStride + j] = Scalars.clamp(best, floor);
            }
        }
    }

    /** See {@link Kernels#winogradGradient}. */
    static void winogradGradient(float[] dz, float[] dm, int mo, float[] db, int dbo, float[] scratch) {
        ScalarElementwise.addPixels(dz, 0, 16, db, dbo);
        for (int j = 0; j < 4; j++) {
            Winograd.gradientRow(dz, j * BLOCK, 4 * BLOCK, scratch, j * BLOCK, 4 * BLOCK);
        }
        for (int i = 0; i < 6; i++) {
            Winograd.gradientRow(scratch, i * 4 * BLOCK, BLOCK, dm, mo + i * 6 * POINT, POINT);
        }
    }

    /** See {@link Kernels#tileGradient}. */
    static void tileGradient(
            float[] dy, int dyo, int dyRow, float[] y, int yo, int yRow, boolean relu, int rows, int columns, float[] dz) {
        Arrays.fill(dz, 0, 16 * BLOCK, 0f);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                boolean open = !relu || y[yo + i * yRow + j] > 0;
                dz[i * 4 * BLOCK + j] = open ? dy[dyo + i * dyRow + j] : 0;
            }
        }
    }

    /** See {@link Kernels#tileGradientPooled}. */
    static void tileGradientPooled(
            float[] dy, int dyo, int dyRow, float[] winners, int wo, int rows, int columns, float[] dz) {
        Arrays.fill(dz, 0, 16 * BLOCK, 0f);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns * BLOCK; j++) {
                int winner = (int) winners[wo + 2 * i * BLOCK + j];
                int corner = (8 * i + 2 * (j / BLOCK)) * BLOCK + j % BLOCK;
                if (winner < 4) {
                    dz[corner + (winner / 2 * 4 + winner % 2) * BLOCK] = dy[dyo + i * dyRow + j];
                }
            }
        }
    }

    /** See {@link Kernels#winogradWeights}. */
    static void winogradWeights(float[] w, int wo, int wStride, float[] u, int uo, int uStride, float[] scratch) {
        sandwich(G, 6, 3, w, wo, wStride, u, uo, uStride, scratch);
    }

    /** See {@link Kernels#winogradWeightsAdjoint}. */
    static void winogradWeightsAdjoint(
            float[] du, int uo, int uStride, float[] dw, int wo, int wStride, float[] scratch) {
        sandwich(GT, 3, 6, du, uo, uStride, dw, wo, wStride, scratch);
    }

    /** X = M·Y·Mᵀ for a matrix M of k×m plain numbers and matrices of blocks. */
    private static void sandwich(
            float[] matrix, int k, int m, float[] in, int io, int inStride, float[] out, int oo, int outStride,
            float[] scratch) {
        Arrays.fill(scratch, 0, k * m * BLOCK, 0f);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < m; j++) {
                for (int q = 0; q < m; q++) {
                    int at = (i * m + j) * BLOCK;
                    Scalars.multiplyAdd(matrix[i * m + q], in, io + (q * m + j) * inStride, scratch, at);
                }
            }
        }
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                int to = oo + (i * k + j) * outStride;
                Arrays.fill(out, to, to + BLOCK, 0f);
                for (int q = 0; q < m; q++) {
                    Scalars.multiplyAdd(matrix[j * m + q], scratch, (i * m + q) * BLOCK, out, to);
                }
            }
        }
    }
}
