package cnn.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cnn.tensor.Shape;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Moves of pictures whose result is known, and of noise against the formula in double. */
class ResamplerTest {
    private static final float SENTINEL = 666.666f;

    private static float[] run(Shape shape, Fill fill, float[] from, Consumer<AffineMap> moves) {
        AffineMap map = new AffineMap(shape.dim(1), shape.dim(2));
        moves.accept(map);
        float[] to = new float[shape.size() + 2];
        Arrays.fill(to, SENTINEL);
        new Resampler(shape, fill).run(map, from, to, 1);
        assertThat(to[0]).isEqualTo(SENTINEL);
        assertThat(to[to.length - 1]).isEqualTo(SENTINEL);
        return Arrays.copyOfRange(to, 1, to.length - 1);
    }

    private static float[] row(Fill fill, double right) {
        return run(Shape.of(1, 1, 4), fill, new float[] {1, 2, 3, 4}, map -> map.shift(right, 0));
    }

    @Test
    void wholeShiftsShowWhatStandsBeyondTheBorder() {
        assertThat(row(Fill.MEAN, 2)).containsExactly(0, 0, 1, 2);
        assertThat(row(Fill.EDGE, 2)).containsExactly(1, 1, 1, 2);
        assertThat(row(Fill.REFLECT, 2)).containsExactly(2, 1, 1, 2);
        assertThat(row(Fill.MEAN, -3)).containsExactly(4, 0, 0, 0);
        assertThat(row(Fill.EDGE, -3)).containsExactly(4, 4, 4, 4);
        assertThat(row(Fill.REFLECT, -3)).containsExactly(4, 4, 3, 2);
        // Mirrored twice: the period is eight.
        assertThat(row(Fill.REFLECT, 9)).containsExactly(1, 1, 2, 3);
    }

    @Test
    void halfShiftsAreMeans() {
        assertThat(row(Fill.MEAN, 0.5)).containsExactly(0.5f, 1.5f, 2.5f, 3.5f);
        assertThat(row(Fill.EDGE, 0.5)).containsExactly(1, 1.5f, 2.5f, 3.5f);
        assertThat(row(Fill.REFLECT, -0.5)).containsExactly(1.5f, 2.5f, 3.5f, 4);
    }

    @Test
    void aFlipMirrorsAndAQuarterTurnIsCounterClockwise() {
        float[] picture = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Shape shape = Shape.of(1, 3, 3);
        assertThat(run(shape, Fill.MEAN, picture, map -> map.linear(-1, 0, 0, 1)))
                .containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
        assertThat(run(shape, Fill.MEAN, picture, map -> map.linear(0, -1, 1, 0)))
                .containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
    }

    /** What is moved right and then mirrored has moved left: order counts, and is the list's. */
    @Test
    void movesAreMadeInTheirOrder() {
        float[] picture = {1, 2, 3, 4};
        Shape shape = Shape.of(1, 1, 4);
        assertThat(run(shape, Fill.MEAN, picture, map -> {
                    map.shift(1, 0);
                    map.linear(-1, 0, 0, 1);
                }))
                .containsExactly(3, 2, 1, 0);
        assertThat(run(shape, Fill.MEAN, picture, map -> {
                    map.linear(-1, 0, 0, 1);
                    map.shift(1, 0);
                }))
                .containsExactly(0, 4, 3, 2);
    }

    /**
     * The sum over all pixels of the endlessly continued picture, each with its hat (1 - |dx|)⁺·(1 - |dy|)⁺. Weights are
     * rounded to float, and there are four: 8 roundings of numbers up to 4.
     */
    @ParameterizedTest
    @EnumSource(Fill.class)
    void noiseIsWhatTheFormulaSays(Fill fill) {
        NoisePictures source = new NoisePictures();
        float[] from = source.sample(5);
        int h = NoisePictures.SHAPE.dim(1);
        int w = NoisePictures.SHAPE.dim(2);
        double cos = Math.cos(0.7);
        double sin = Math.sin(0.7);
        float[] to = run(NoisePictures.SHAPE, fill, from, map -> {
            map.shift(2.3, -1.7);
            map.linear(cos, -sin, sin, cos);
            map.linear(1 / 0.6, 0, 0, 1 / 0.8);
        });
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++) {
                    double u = (x - 4.5) / 0.6;
                    double v = (y - 3) / 0.8;
                    double sx = cos * u - sin * v - 2.3 + 4.5;
                    double sy = sin * u + cos * v + 1.7 + 3;
                    assertThat((double) to[(c * h + y) * w + x])
                            .isCloseTo(hats(from, fill, c, sx, sy), within(8 * 0x1p-24 * 4));
                }
            }
        }
    }

    private static double hats(float[] from, Fill fill, int c, double sx, double sy) {
        int h = NoisePictures.SHAPE.dim(1);
        int w = NoisePictures.SHAPE.dim(2);
        double sum = 0;
        for (int y = -4 * h; y < 4 * h; y++) {
            for (int x = -4 * w; x < 4 * w; x++) {
                double weight = Math.max(0, 1 - Math.abs(sx - x)) * Math.max(0, 1 - Math.abs(sy - y));
                if (weight > 0) {
                    sum += weight * beyond(from, fill, c, y, x);
                }
            }
        }
        return sum;
    }

    private static double beyond(float[] from, Fill fill, int c, int y, int x) {
        int h = NoisePictures.SHAPE.dim(1);
        int w = NoisePictures.SHAPE.dim(2);
        if (fill == Fill.MEAN && (x < 0 || x >= w || y < 0 || y >= h)) {
            return 0;
        }
        boolean reflect = fill == Fill.REFLECT;
        int row = reflect ? mirrored(y, h) : Math.max(0, Math.min(h - 1, y));
        int column = reflect ? mirrored(x, w) : Math.max(0, Math.min(w - 1, x));
        return from[(c * h + row) * w + column];
    }

    private static int mirrored(int i, int n) {
        int inPeriod = Math.floorMod(i, 2 * n);
        return inPeriod < n ? inPeriod : 2 * n - 1 - inPeriod;
    }
}
