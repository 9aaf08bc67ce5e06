package cnn.check;

import cnn.spec.Geometry2d;

/** The windows of a max pool over x {@code [N, C, H, W]}, seen from outside: who wins, and against whom. */
public final class PoolWindows {
    private final Geometry2d g;
    private final double[] x;

    public PoolWindows(Geometry2d geometry, double[] x) {
        this.g = geometry;
        this.x = x;
    }

    /** A window's place in y, its winner and another element of it, as indices of x. */
    interface Rivals {
        void meet(int y, int winner, int other);
    }

    /** The winner of each window, in the order of y. */
    public int[] winners() {
        int plane = g.height() * g.width();
        int[] winners = new int[x.length / plane * g.outHeight() * g.outWidth()];
        int at = 0;
        for (int start = 0; start < x.length; start += plane) {
            for (int i = 0; i < g.outHeight(); i++) {
                for (int j = 0; j < g.outWidth(); j++) {
                    winners[at++] = winner(start, i, j);
                }
            }
        }
        return winners;
    }

    private int winner(int start, int i, int j) {
        int winner = start + firstRow(i) * g.width() + firstColumn(j);
        for (int p = firstRow(i); p < endRow(i); p++) {
            for (int q = firstColumn(j); q < endColumn(j); q++) {
                int at = start + p * g.width() + q;
                winner = x[at] > x[winner] ? at : winner;
            }
        }
        return winner;
    }

    /** Every window's winner with every other element of the window. */
    void forEachRival(Rivals rivals) {
        int[] winners = winners();
        int outputs = g.outHeight() * g.outWidth();
        for (int at = 0; at < winners.length; at++) {
            int start = at / outputs * g.height() * g.width();
            int i = at % outputs / g.outWidth();
            int j = at % g.outWidth();
            for (int p = firstRow(i); p < endRow(i); p++) {
                for (int q = firstColumn(j); q < endColumn(j); q++) {
                    int other = start + p * g.width() + q;
                    if (other != winners[at]) {
                        rivals.meet(at, winners[at], other);
                    }
                }
            }
        }
    }

    private int firstRow(int i) {
        return Math.max(0, i * g.strideH() - g.top());
    }

    private int endRow(int i) {
        return Math.min(g.height(), i * g.strideH() - g.top() + g.kernelH());
    }

    private int firstColumn(int j) {
        return Math.max(0, j * g.strideW() - g.left());
    }

    private int endColumn(int j) {
        return Math.min(g.width(), j * g.strideW() - g.left() + g.kernelW());
    }
}
