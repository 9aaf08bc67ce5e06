package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.GlobalMaxPool2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/** A global pool, of means or of largest elements, with one deliberate mistake. */
final class WrongGlobalPool extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        NOT_DIVIDED_IN_DX(Words.of(
                "Backward of the mean hands each pixel the whole gradient.",
                "all gradients before the pool are too large by H·W: the network learns as if the rate were H·W "
                        + "times larger")),
        DIVIDED_BY_CHANNELS_TOO_IN_DX(Words.of(
                "Backward of the mean divides by C·H·W.", "gradients before the pool are too small by C")),
        DIVIDED_BY_THE_WIDTH_SQUARED_IN_DX(Words.of(
                "The number of pixels is taken to be W·W.", "right on square images")),
        GRADIENT_TO_THE_FIRST_PIXEL(Words.of(
                "The gradient goes to the first pixel of the channel alone.", "one corner learns")),
        GRADIENT_TO_EVERY_PIXEL(Words.of(
                "Backward of the maximum hands every pixel the gradient.",
                "dx is dense where it should have one element")),
        LAST_OF_THE_LARGEST_WINS(Words.of(
                "Of several largest the last one gets the gradient.", "dx differs from other libraries' on ties only")),
        EVERY_ONE_OF_THE_LARGEST_WINS(Words.of(
                "Every element that equals the maximum gets the whole gradient.", "dx is too large on ties")
                .seen("TensorFlow, issue 4886: Gradient of tf.reduce_max and tf.nn.max_pool do not agree with each "
                        + "other, https://github.com/tensorflow/tensorflow/issues/4886"));

        private final Words words;

        Mistake(Words words) {
            this.words = words;
        }

        @Override
        public Words words() {
            return words;
        }
    }

    private final Mistake mistake;
    private final boolean max;
    private final int C;
    private final int width;
    private final int area;

    WrongGlobalPool(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        max = placed.spec() instanceof GlobalMaxPool2d;
        C = placed.input().dim(0);
        width = placed.input().dim(2);
        area = placed.input().dim(1) * width;
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int nc = 0; nc < N * C; nc++) {
            double sum = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int at = nc * area; at < (nc + 1) * area; at++) {
                sum += x[at];
                largest = Math.max(largest, x[at]);
            }
            y[nc] = max ? largest : sum / area;
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        Arrays.fill(dx, 0, N * C * area, 0);
        for (int nc = 0; nc < N * C; nc++) {
            if (mistake == Mistake.GRADIENT_TO_THE_FIRST_PIXEL) {
                dx[nc * area] = dy[nc];
            } else if (max) {
                toTheLargest(nc, x, y, dy, dx);
            } else {
                Arrays.fill(dx, nc * area, (nc + 1) * area, dy[nc] / count());
            }
        }
    }

    private void toTheLargest(int nc, double[] x, double[] y, double[] dy, double[] dx) {
        int winner = -1;
        for (int at = nc * area; at < (nc + 1) * area; at++) {
            boolean largest = x[at] == y[nc];
            boolean every = mistake == Mistake.EVERY_ONE_OF_THE_LARGEST_WINS && largest;
            if (every || mistake == Mistake.GRADIENT_TO_EVERY_PIXEL) {
                dx[at] = dy[nc];
            }
            if (largest && (winner < 0 || mistake == Mistake.LAST_OF_THE_LARGEST_WINS)) {
                winner = at;
            }
        }
        if (winner >= 0) {
            dx[winner] = dy[nc];
        }
    }

    private int count() {
        return switch (mistake) {
            case NOT_DIVIDED_IN_DX -> 1;
            case DIVIDED_BY_CHANNELS_TOO_IN_DX -> C * area;
            case DIVIDED_BY_THE_WIDTH_SQUARED_IN_DX -> width * width;
            default -> area;
        };
    }
}
