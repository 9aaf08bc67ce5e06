package cnn.scratch.textbook;

import cnn.spec.PlacedLayer;

/** A softmax with one deliberate mistake: the contract kit must find it. */
final class WrongSoftmax extends TextbookLayer {
    enum Mistake {
        /** The control: everything right. */
        NONE,
        SUM_MISSING_IN_DX,
        ALONG_THE_WHOLE_SAMPLE,
        MAXIMUM_NOT_TAKEN_OFF,
        DY_WITHOUT_WEIGHTS_IN_THE_SUM
    }

    private final Mistake mistake;
    private final int C;
    private final int step;
    private final int size;

    WrongSoftmax(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        size = placed.input().size();
        C = mistake == Mistake.ALONG_THE_WHOLE_SAMPLE ? size : placed.input().dim(0);
        step = size / C;
    }

    private interface Term {
        double of(int j);
    }

    private int first(int at) {
        return at - at / step % C * step;
    }

    private double sum(int at, Term term) {
        double sum = 0;
        for (int c = 0; c < C; c++) {
            sum += term.of(first(at) + c * step);
        }
        return sum;
    }

    @Override
    void forward(int N, double[] x, double[] y) {
        for (int at = 0; at < N * size; at++) {
            double max = mistake == Mistake.MAXIMUM_NOT_TAKEN_OFF ? 0 : x[first(at)];
            for (int c = 0; c < C && mistake != Mistake.MAXIMUM_NOT_TAKEN_OFF; c++) {
                max = Math.max(max, x[first(at) + c * step]);
            }
            double off = max;
            y[at] = Math.exp(x[at] - off) / sum(at, j -> Math.exp(x[j] - off));
        }
    }

    @Override
    void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        for (int at = 0; at < N * size; at++) {
            double sum = switch (mistake) {
                case SUM_MISSING_IN_DX -> 0;
                case DY_WITHOUT_WEIGHTS_IN_THE_SUM -> sum(at, j -> dy[j]) / C;
                default -> sum(at, j -> y[j] * dy[j]);
            };
            dx[at] = y[at] * (dy[at] - sum);
        }
    }
}
