package cnn.datasets.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.config.Fit;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** New pixels are what the formulas give, and the arithmetic in float stays at their side. */
class ResamplingTest {
    /** Adding up n products in float is off by at most n·2⁻²⁴ of the sum of their sizes; here n ≤ 64, values ≤ 255. */
    private static final float ROUNDING = 64 * 255 / (float) (1 << 24);

    /** One plane for all three colours. */
    private static PixelRows rows(float[] plane, int h, int w) {
        return new PixelRows() {
            @Override
            public int width() {
                return w;
            }

            @Override
            public int height() {
                return h;
            }

            @Override
            public void row(int y, float[] rgb) {
                for (int i = 0; i < 3 * w; i++) {
                    rgb[i] = plane[y * w + i / 3];
                }
            }
        };
    }

    private static float[] resize(float[] plane, int h, int w, int toH, int toW) {
        float[] all = Framing.of(Fit.STRETCH, h, w, toH, toW).resize(rows(plane, h, w), 1);
        float[] one = Arrays.copyOf(all, toH * toW);
        assertThat(Arrays.copyOfRange(all, toH * toW, 2 * toH * toW)).isEqualTo(one);
        assertThat(Arrays.copyOfRange(all, 2 * toH * toW, 3 * toH * toW)).isEqualTo(one);
        return one;
    }

    /** 3 to 2: the pixel in the middle belongs to both by halves, (2·a + b) / 3. */
    @Test
    void sharesPixelsBetweenAreas() {
        assertThat(resize(new float[] {3, 6, 12}, 1, 3, 1, 2)).containsExactly(new float[] {4, 10}, within(1e-5f));
    }

    /** 2 to 4: centres lie at -1/4, 1/4, 3/4 and 5/4 of the old ones; beyond the edge its pixel goes on. */
    @Test
    void growsByInterpolation() {
        assertThat(resize(new float[] {0, 8}, 2, 1, 4, 1)).containsExactly(0, 2, 6, 8);
        assertThat(resize(new float[] {7}, 1, 1, 3, 2)).containsOnly(7);
    }

    @Test
    void keepsEveryPixelOfThatSize() {
        float[] plane = new float[7 * 5];
        new Random(1).ints(plane.length, 0, 256).boxed().toList().forEach(v -> plane[v % plane.length] = v);
        assertThat(resize(plane, 7, 5, 7, 5)).isEqualTo(plane);
    }

    /** Whatever the sizes, grey stays grey: weights sum to 1. */
    @Test
    void keepsConstantsAtEverySize() {
        for (int from = 1; from < 30; from++) {
            float[] plane = new float[from * from];
            Arrays.fill(plane, 200);
            for (int to = 1; to < 30; to++) {
                for (float value : resize(plane, from, from, to, to)) {
                    assertThat(value).as("%d to %d", from, to).isCloseTo(200, within(ROUNDING));
                }
            }
        }
    }

    /** So it does where only each step-th row and column is there, and the last one is not. */
    @Test
    void keepsConstantsOfWhatIsSampled() {
        for (int step = 2; step < 6; step++) {
            for (int size = 10; size < 60; size++) {
                int there = (size - (step - 1) / 2 + step - 1) / step;
                float[] plane = new float[there * there];
                Arrays.fill(plane, 200);
                for (Fit fit : Fit.values()) {
                    Framing framing = Framing.of(fit, size, size, 4, 3);
                    for (float value : framing.resize(rows(plane, there, there), step)) {
                        assertThat(value).as("%d, step %d, %s", size, step, fit).isCloseTo(200, within(ROUNDING));
                    }
                }
            }
        }
    }

    /** The mean over the area that a new pixel covers, from its definition: every pair of pixels, in double. */
    @Test
    void isTheMeanOverTheArea() {
        int h = 23;
        int w = 37;
        Random random = new Random(3);
        float[] plane = new float[h * w];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = random.nextInt(256);
        }
        for (int[] to : new int[][] {{5, 7}, {22, 36}, {1, 1}, {23, 9}}) {
            float[] made = resize(plane, h, w, to[0], to[1]);
            for (int i = 0; i < made.length; i++) {
                double mean = 0;
                for (int k = 0; k < plane.length; k++) {
                    mean += plane[k]
                            * shared(k / w, i / to[1], (double) h / to[0])
                            * shared(k % w, i % to[1], (double) w / to[1]);
                }
                assertThat((double) made[i]).isCloseTo(mean / h * to[0] / w * to[1], within((double) ROUNDING));
            }
        }
    }

    /** The length that old pixel {@code k} and new pixel {@code i} share. */
    private static double shared(int k, int i, double scale) {
        return Math.max(0, Math.min(k + 1, (i + 1) * scale) - Math.max(k, i * scale));
    }

    @Test
    void cutsOutTheMiddle() {
        // 6×2 to 2×2: columns 2 and 3; 5×2 to 2×2: from column 1.5 on, so halves of 1 and of 3 come in.
        assertThat(Framing.of(Fit.CROP, 2, 6, 2, 2)).isEqualTo(new Framing(2, 0, 2, 2, 2, 2));
        assertThat(Framing.of(Fit.CROP, 2, 5, 2, 2)).isEqualTo(new Framing(1.5, 0, 2, 2, 2, 2));
        assertThat(Framing.of(Fit.CROP, 9, 4, 2, 4)).isEqualTo(new Framing(0, 3.5, 4, 2, 2, 4));
        float[] cut = Framing.of(Fit.CROP, 1, 5, 1, 2).resize(rows(new float[] {0, 10, 20, 40, 80}, 1, 5), 1);
        assertThat(Arrays.copyOf(cut, 2)).containsExactly(15, 30);
    }

    @Test
    void keepsTheRatioOfWhatIsPadded() {
        assertThat(Framing.of(Fit.PAD, 100, 300, 150, 150)).isEqualTo(new Framing(0, 0, 300, 100, 50, 150));
        assertThat(Framing.of(Fit.PAD, 300, 100, 150, 150)).isEqualTo(new Framing(0, 0, 100, 300, 150, 50));
        assertThat(Framing.of(Fit.PAD, 1, 3000, 10, 10).rows()).isEqualTo(1);
    }
}
