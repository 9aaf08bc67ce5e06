package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.PlacedLayer;

/** A softmax with one deliberate mistake. */
final class WrongSoftmax extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        SUM_MISSING_IN_DX(Words.of(
                "dx is y·dy: the sum that every element takes part in is forgotten.",
                "dx does not sum to 0, as it must")
                .seen("Odyssey, issue 2134: Fix softmax backward Jacobian computation, "
                        + "https://github.com/HomericIntelligence/Odyssey/issues/2134")),
        DIAGONAL_ONLY_IN_DX(Words.of(
                "dx is y·(1 - y)·dy, as if softmax were a sigmoid: only the diagonal of its Jacobian is used.",
                "dx misses what each element does to all others")
                .seen("libnd4j, issue 440: Softmax derivative implementation incorrect, "
                        + "https://github.com/deeplearning4j/libnd4j/issues/440")),
        DY_WITHOUT_WEIGHTS_IN_THE_SUM(Words.of(
                "The mean that is taken off dy is a plain mean instead of one weighted by y.",
                "dx is right only where all y are alike")),
        ALONG_THE_WHOLE_SAMPLE(Words.of(
                "Softmax runs over channels and pixels together.",
                "y sums to 1 over the sample instead of at each pixel; the gradients fit it")),
        MAXIMUM_NOT_TAKEN_OFF(Words.of(
                "e^x is computed without taking the maximum off.",
                "NaN as soon as an x is above 709 (88 in single precision); right in every small test")),
        MAXIMUM_OF_THE_BATCH_TAKEN_OFF(Words.of(
                "The maximum that is taken off is that of the whole batch.",
                "0/0 in samples that lie far below the largest")
                .seen("crysx_nn, issue 7: NAN loss or loss gradient when using Binary Cross Entropy or "
                        + "Categorical Cross Entropy sometimes, https://github.com/manassharma07/crysx_nn/issues/7"));

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
    public void forward(int N, double[] x, double[] y) {
        for (int at = 0; at < N * size; at++) {
            double off = takenOff(N, x, at);
            y[at] = Math.exp(x[at] - off) / sum(at, j -> Math.exp(x[j] - off));
        }
    }

    private double takenOff(int N, double[] x, int at) {
        double max = Double.NEGATIVE_INFINITY;
        boolean all = mistake == Mistake.MAXIMUM_OF_THE_BATCH_TAKEN_OFF;
        for (int j = 0; j < (all ? N * size : C); j++) {
            max = Math.max(max, all ? x[j] : x[first(at) + j * step]);
        }
        return mistake == Mistake.MAXIMUM_NOT_TAKEN_OFF ? 0 : max;
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        for (int at = 0; at < N * size; at++) {
            double sum = switch (mistake) {
                case SUM_MISSING_IN_DX -> 0;
                case DY_WITHOUT_WEIGHTS_IN_THE_SUM -> sum(at, j -> dy[j]) / C;
                default -> sum(at, j -> y[j] * dy[j]);
            };
            dx[at] = mistake == Mistake.DIAGONAL_ONLY_IN_DX ? y[at] * (1 - y[at]) * dy[at] : y[at] * (dy[at] - sum);
        }
    }
}
