package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.KernelResult.normal;
import static cnn.scratch.kernel.KernelResult.whole;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of pooling, against their definitions. */
@Tag("lanes")
class WindowKernelsTest {
    private static final Kernels.Window[] WINDOWS = {
        new Kernels.Window(1, 1, 100, 0, 1),
        new Kernels.Window(2, 2, 100, 0, 2),
        // What is left of a window of 3×4 at an edge.
        new Kernels.Window(2, 3, 77, 5, 4),
        new Kernels.Window(3, 1, 60, 0, 1)
    };

    static Stream<Kernels> kernels() {
        return Stream.of(KernelLookup.fastest(), new ScalarKernels());
    }

    private static int place(Kernels.Window window, int r, int c, int l) {
        return 4 + r * window.rowStride() + c * BLOCK + l;
    }

    private static int tap(Kernels.Window window, int r, int c) {
        return window.first() + r * window.perRow() + c;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void maxWindow(Kernels kernels) {
        for (Kernels.Window window : WINDOWS) {
            float[] x = whole(1, 400);
            KernelResult y = new KernelResult(3 + BLOCK);
            KernelResult winners = new KernelResult(5 + BLOCK);
            for (int l = 0; l < BLOCK; l++) {
                float best = Float.NEGATIVE_INFINITY;
                int winner = -1;
                for (int r = 0; r < window.rows(); r++) {
                    for (int c = 0; c < window.columns(); c++) {
                        if (x[place(window, r, c, l)] > best) {
                            best = x[place(window, r, c, l)];
                            winner = tap(window, r, c);
                        }
                    }
                }
                y.add(3 + l, best);
                winners.add(5 + l, winner);
            }
            kernels.maxWindow(x, 4, window, y.values, 3, winners.values, 5);
            y.verify(0);
            winners.verify(0);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void maxWindowBackward(Kernels kernels) {
        for (Kernels.Window window : WINDOWS) {
            float[] dy = whole(2, 3 + BLOCK);
            float[] winners = new float[5 + BLOCK];
            for (int l = 0; l < BLOCK; l++) {
                winners[5 + l] = tap(window, l % window.rows(), l / 3 % window.columns());
            }
            KernelResult dx = new KernelResult(400);
            for (int r = 0; r < window.rows(); r++) {
                for (int c = 0; c < window.columns(); c++) {
                    for (int l = 0; l < BLOCK; l++) {
                        dx.start(place(window, r, c, l), r - c);
                        dx.add(place(window, r, c, l), winners[5 + l] == tap(window, r, c) ? dy[3 + l] : 0);
                    }
                }
            }
            kernels.maxWindowBackward(dy, 3, winners, 5, dx.values, 4, window);
            dx.verify(0);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumWindow(Kernels kernels) {
        for (Kernels.Window window : WINDOWS) {
            float[] x = normal(3, 400);
            KernelResult y = new KernelResult(3 + BLOCK);
            for (int l = 0; l < BLOCK; l++) {
                for (int r = 0; r < window.rows(); r++) {
                    for (int c = 0; c < window.columns(); c++) {
                        y.add(3 + l, 0.3f * (double) x[place(window, r, c, l)]);
                    }
                }
            }
            kernels.sumWindow(x, 4, window, 0.3f, y.values, 3);
            y.verify(window.rows() * window.columns());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumWindowBackward(Kernels kernels) {
        for (Kernels.Window window : WINDOWS) {
            float[] dy = normal(4, 3 + BLOCK);
            KernelResult dx = new KernelResult(400);
            for (int r = 0; r < window.rows(); r++) {
                for (int c = 0; c < window.columns(); c++) {
                    for (int l = 0; l < BLOCK; l++) {
                        dx.start(place(window, r, c, l), r - 2 * c);
                        dx.add(place(window, r, c, l), 0.3f * (double) dy[3 + l]);
                    }
                }
            }
            kernels.sumWindowBackward(dy, 3, 0.3f, dx.values, 4, window);
            dx.verify(2);
        }
    }
}
