package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.ROWS;
import static cnn.scratch.kernel.KernelResult.normal;
import static cnn.scratch.kernel.KernelResult.whole;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a tile of sums to y and back from dy to a tile, against the definitions. */
@Tag("lanes")
class StoreKernelsTest {
    /** Places of 8 pixels, far enough apart, behind two that are not used. */
    private static final int[] PIXELS = {-1, -1, 40, 3, 60, 20, 100, 80, 140, 120};

    private static final int[] WINDOWS = {-1, 30, 5};

    static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void store(Kernels kernels) {
        for (boolean relu : new boolean[] {false, true}) {
            float[] tile = whole(1, 5 + ROWS * BLOCK);
            float[] bias = normal(2, 3 + BLOCK);
            KernelResult y = new KernelResult(1 + 140 + BLOCK);
            for (int i = 0; i < ROWS; i++) {
                for (int l = 0; l < BLOCK; l++) {
                    int at = 1 + PIXELS[2 + i] + l;
                    y.add(at, tile[5 + BLOCK * i + l]);
                    y.add(at, bias[3 + l]);
                    y.floor(at, relu ? 0 : Double.NEGATIVE_INFINITY);
                }
            }
            kernels.store(tile, 5, bias, 3, relu, y.values, 1, PIXELS, 2);
            y.verify(1);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void storeKeepsNaN(Kernels kernels) {
        float[] tile = normal(1, ROWS * BLOCK);
        tile[2 * BLOCK + 9] = Float.NaN;
        float[] y = new float[200];
        kernels.store(tile, 0, new float[BLOCK], 0, true, y, 0, PIXELS, 2);
        assertThat(y[PIXELS[4] + 9]).isNaN();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void storePooled(Kernels kernels) {
        for (boolean relu : new boolean[] {false, true}) {
            // Whole numbers: ties, and no rounding when the bias is added.
            float[] tile = whole(3, 5 + ROWS * BLOCK);
            float[] bias = whole(4, 3 + BLOCK);
            KernelResult y = new KernelResult(2 + 30 + BLOCK);
            KernelResult winners = new KernelResult(7 + 2 * BLOCK);
            for (int k = 0; k < 2; k++) {
                for (int l = 0; l < BLOCK; l++) {
                    int winner = 0;
                    for (int i = 1; i < 4; i++) {
                        if (tile[5 + (4 * k + i) * BLOCK + l] > tile[5 + (4 * k + winner) * BLOCK + l]) {
                            winner = i;
                        }
                    }
                    float best = tile[5 + (4 * k + winner) * BLOCK + l] + bias[3 + l];
                    y.add(2 + WINDOWS[1 + k] + l, relu ? Math.max(best, 0) : best);
                    winners.add(7 + k * BLOCK + l, relu && best <= 0 ? 4 : winner);
                }
            }
            kernels.storePooled(tile, 5, bias, 3, relu, y.values, 2, WINDOWS, 1, winners.values, 7);
            y.verify(0);
            winners.verify(0);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void spreadPooled(Kernels kernels) {
        int[] windows = {-1, 30, 5};
        int[] pixels = {-1, -1, -1, -1, 40, 3, 60, 20, 100, 80, 140, 120};
        float[] dy = normal(5, 60);
        float[] winners = winners(6, 4 + 2 * BLOCK);
        KernelResult dz = new KernelResult(9 + 140 + BLOCK);
        for (int i = 0; i < ROWS; i++) {
            for (int l = 0; l < BLOCK; l++) {
                boolean won = winners[4 + i / 4 * BLOCK + l] == i % 4;
                dz.add(9 + pixels[4 + i] + l, won ? dy[3 + windows[1 + i / 4] + l] : 0);
            }
        }
        kernels.spreadPooled(dy, 3, windows, winners, 4, dz.values, 9, pixels, 4);
        dz.verify(0);
    }

    /** Numbers from 0 to 4. */
    private static float[] winners(int which, int length) {
        float[] winners = normal(which, length);
        for (int i = 0; i < length; i++) {
            winners[i] = Math.floorMod((int) (100 * winners[i]), 5);
        }
        return winners;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void tileGradient(Kernels kernels) {
        for (int rows = 1; rows <= 4; rows++) {
            for (int columns = 1; columns <= 4; columns++) {
                for (boolean relu : new boolean[] {false, true}) {
                    tileGradient(kernels, rows, columns, relu);
                }
            }
        }
    }

    private static void tileGradient(Kernels kernels, int rows, int columns, boolean relu) {
        float[] dy = normal(7, 400);
        float[] y = whole(8, 500);
        KernelResult dz = new KernelResult(16 * BLOCK);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                for (int l = 0; l < BLOCK; l++) {
                    boolean open = i < rows && j < columns && (!relu || y[2 + i * 100 + j * BLOCK + l] > 0);
                    dz.add((4 * i + j) * BLOCK + l, open ? dy[5 + i * 70 + j * BLOCK + l] : 0);
                }
            }
        }
        kernels.tileGradient(dy, 5, 70, y, 2, 100, relu, rows, columns, dz.values);
        dz.verify(0);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void tileGradientPooled(Kernels kernels) {
        for (int rows = 1; rows <= 2; rows++) {
            for (int columns = 1; columns <= 2; columns++) {
                float[] dy = normal(9, 200);
                float[] winners = winners(10, 6 + 4 * BLOCK);
                KernelResult dz = new KernelResult(16 * BLOCK);
                for (int i = 0; i < 4; i++) {
                    for (int j = 0; j < 4; j++) {
                        for (int l = 0; l < BLOCK; l++) {
                            float winner = winners[6 + (i / 2 * 2 + j / 2) * BLOCK + l];
                            boolean won = i / 2 < rows && j / 2 < columns && winner == i % 2 * 2 + j % 2;
                            dz.add((4 * i + j) * BLOCK + l, won ? dy[5 + i / 2 * 50 + j / 2 * BLOCK + l] : 0);
                        }
                    }
                }
                kernels.tileGradientPooled(dy, 5, 50, winners, 6, rows, columns, dz.values);
                dz.verify(0);
            }
        }
    }
}
