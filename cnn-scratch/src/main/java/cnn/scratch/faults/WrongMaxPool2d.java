package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.Geometry2d;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/** A max pool with one deliberate mistake. */
final class WrongMaxPool2d extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        LAST_OF_THE_LARGEST_WINS(Words.of(
                "Of several largest the last one gets the gradient, because >= stands where > should.",
                "dx differs from other libraries' on ties only; behind a ReLU, where whole windows are 0, that "
                        + "is often")
                .seen("TensorFlow, issue 4886: Gradient of tf.reduce_max and tf.nn.max_pool don't agree with "
                        + "each other, and theano, https://github.com/tensorflow/tensorflow/issues/4886")),
        EVERY_ONE_OF_THE_LARGEST_WINS(Words.of(
                "Every element that equals the maximum gets the whole gradient.",
                "dx is too large on ties: behind a ReLU a window of zeros sends its gradient back several times")
                .seen("Theano, issue 5248: Backpropagation on max-pooling, "
                        + "https://github.com/Theano/Theano/issues/5248")),
        OVERLAP_OVERWRITTEN_IN_DX(Words.of(
                "dx is written with = where one element wins several windows, instead of +=.",
                "dx keeps one window's share; right where windows do not overlap")
                .seen("tangermeme, pull request 95: FIX two bugs in the DeepLIFT max-pool rule, "
                        + "https://github.com/jmschrei/tangermeme/pull/95")),
        PADDING_COUNTS_AS_ZERO(Words.of(
                "The padding is made of zeros, which win against negative numbers.",
                "y is 0 at the border where all inputs are negative, and their gradient is lost")),
        WINNERS_WITHOUT_THE_SAMPLES_OFFSET(Words.of(
                "The winner's index is counted within its sample, and used as if it were counted in the batch.",
                "all samples' gradients go to the first one; right for a batch of one")
                .seen("TensorFlow, issue 22025: max_pool_with_argmax has different behaviour on CPU and GPU, "
                        + "https://github.com/tensorflow/tensorflow/issues/22025")),
        GRADIENT_SPREAD_OVER_THE_WINDOW(Words.of(
                "The gradient is shared out evenly over the window, as in an average pool.",
                "dx is smooth where it should be sparse; the sum over each window is right"));

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
    private final Geometry2d g;
    private final int planes;

    WrongMaxPool2d(Mistake mistake, PlacedLayer placed, MaxPool2d spec, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        this.g = spec.window().on(placed.input().dim(1), placed.input().dim(2));
        this.planes = placed.input().dim(0);
    }

    private interface Element {
        void at(int y, int x);
    }

    private void forEachElement(int N, Element element) {
        for (int at = 0; at < N * planes * g.outHeight() * g.outWidth(); at++) {
            int plane = at / (g.outHeight() * g.outWidth());
            for (int k = 0; k < g.kernelH() * g.kernelW(); k++) {
                int p = at / g.outWidth() % g.outHeight() * g.strideH() - g.top() + k / g.kernelW();
                int q = at % g.outWidth() * g.strideW() - g.left() + k % g.kernelW();
                if (p >= 0 && p < g.height() && q >= 0 && q < g.width()) {
                    element.at(at, (plane * g.height() + p) * g.width() + q);
                }
            }
        }
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        int size = N * planes * g.outHeight() * g.outWidth();
        Arrays.fill(y, 0, size, mistake == Mistake.PADDING_COUNTS_AS_ZERO && g.padded() ? 0 : Double.NEGATIVE_INFINITY);
        forEachElement(N, (yAt, xAt) -> y[yAt] = Math.max(y[yAt], x[xAt]));
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        Arrays.fill(dx, 0, N * planes * g.height() * g.width(), 0);
        if (mistake == Mistake.GRADIENT_SPREAD_OVER_THE_WINDOW) {
            int[] count = new int[N * planes * g.outHeight() * g.outWidth()];
            forEachElement(N, (yAt, xAt) -> count[yAt]++);
            forEachElement(N, (yAt, xAt) -> dx[xAt] += dy[yAt] / count[yAt]);
            return;
        }
        int[] winner = new int[N * planes * g.outHeight() * g.outWidth()];
        Arrays.fill(winner, -1);
        forEachElement(N, (yAt, xAt) -> {
            boolean first = winner[yAt] < 0 || mistake == Mistake.LAST_OF_THE_LARGEST_WINS;
            if (x[xAt] == y[yAt] && first) {
                winner[yAt] = xAt;
            }
            if (x[xAt] == y[yAt] && mistake == Mistake.EVERY_ONE_OF_THE_LARGEST_WINS) {
                dx[xAt] += dy[yAt];
            }
        });
        for (int at = 0; at < winner.length; at++) {
            if (mistake == Mistake.WINNERS_WITHOUT_THE_SAMPLES_OFFSET) {
                winner[at] %= planes * g.height() * g.width();
            }
            if (winner[at] >= 0 && mistake != Mistake.EVERY_ONE_OF_THE_LARGEST_WINS) {
                double before = mistake == Mistake.OVERLAP_OVERWRITTEN_IN_DX ? 0 : dx[winner[at]];
                dx[winner[at]] = before + dy[at];
            }
        }
    }
}
