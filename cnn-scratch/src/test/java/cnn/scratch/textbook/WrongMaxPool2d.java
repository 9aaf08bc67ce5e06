package cnn.scratch.textbook;

import cnn.spec.Geometry2d;
import cnn.spec.MaxPool2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/** A max pool with one deliberate mistake: the contract kit must find it. */
final class WrongMaxPool2d extends TextbookLayer {
    enum Mistake {
        /** The control: everything right. */
        NONE,
        LAST_OF_THE_LARGEST_WINS,
        OVERLAP_OVERWRITTEN_IN_DX,
        PADDING_COUNTS_AS_ZERO,
        EVERY_ONE_OF_THE_LARGEST_WINS
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
    void forward(int N, double[] x, double[] y) {
        int size = N * planes * g.outHeight() * g.outWidth();
        Arrays.fill(y, 0, size, mistake == Mistake.PADDING_COUNTS_AS_ZERO && g.padded() ? 0 : Double.NEGATIVE_INFINITY);
        forEachElement(N, (yAt, xAt) -> y[yAt] = Math.max(y[yAt], x[xAt]));
    }

    @Override
    void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        Arrays.fill(dx, 0, N * planes * g.height() * g.width(), 0);
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
            if (winner[at] >= 0 && mistake != Mistake.EVERY_ONE_OF_THE_LARGEST_WINS) {
                double before = mistake == Mistake.OVERLAP_OVERWRITTEN_IN_DX ? 0 : dx[winner[at]];
                dx[winner[at]] = before + dy[at];
            }
        }
    }
}
