package cnn.scratch.kernel;

import static cnn.scratch.kernel.Kernels.BLOCK;
import static cnn.scratch.kernel.Kernels.ROWS;

/** What happens to a tile of sums on its way to y, and back. */
final class ScalarStores {
    private ScalarStores() {}

    /** See {@link Kernels#store}. */
    static void store(
            float[] tile, int to, float[] bias, int bo, boolean relu, float[] y, int yo, int[] rows, int at) {
        for (int i = 0; i < ROWS; i++) {
            for (int l = 0; l < BLOCK; l++) {
                y[yo + rows[at + i] + l] = Scalars.finish(tile[to + i * BLOCK + l] + bias[bo + l], relu);
            }
        }
    }

    /** See {@link Kernels#storePooled}. */
    static void storePooled(
            float[] tile, int to, float[] bias, int bo, boolean relu,
            float[] y, int yo, int[] rows, int at, float[] winners, int wo) {
        for (int k = 0; k < 2; k++) {
            for (int l = 0; l < BLOCK; l++) {
                int from = to + 4 * k * BLOCK + l;
                float best = tile[from] + bias[bo + l];
                int winner = 0;
                for (int i = 1; i < 4; i++) {
                    float candidate = tile[from + i * BLOCK] + bias[bo + l];
                    if (candidate > best) {
                        best = candidate;
                        winner = i;
                    }
                }
                winners[wo + k * BLOCK + l] = relu && best <= 0 ? 4 : winner;
                y[yo + rows[at + k] + l] = Scalars.finish(best, relu);
            }
        }
    }

    /** See {@link Kernels#spreadPooled}. */
    static void spreadPooled(
            float[] dy, int dyo, int[] windows, float[] winners, int wo, float[] dz, int dzo, int[] pixels, int at) {
        for (int i = 0; i < ROWS; i++) {
            int from = dyo + windows[at / 4 + i / 4];
            for (int l = 0; l < BLOCK; l++) {
                dz[dzo + pixels[at + i] + l] = winners[wo + i / 4 * BLOCK + l] == i % 4 ? dy[from + l] : 0;
            }
        }
    }
}
