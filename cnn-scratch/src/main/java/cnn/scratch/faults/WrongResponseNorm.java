package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.LocalResponseNorm;
import cnn.spec.PlacedLayer;

/** A local response normalisation with one deliberate mistake. */
final class WrongResponseNorm extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        CROSS_TERM_MISSING_IN_DX(Words.of(
                "dx forgets that each x stands in its neighbours' sums.",
                "dx is a little too large; with a small α hardly so")),
        CROSS_TERM_OF_ITS_OWN_CHANNEL_ONLY(Words.of(
                "dx has the second term for the channel itself and not for its neighbours.",
                "dx is wrong by what the neighbours send")),
        CROSS_TERM_WITH_ITS_OWN_S(Words.of(
                "The neighbours' terms are divided by the channel's own s instead of each by its own.",
                "dx is right only where neighbouring sums are alike")),
        ALPHA_DIVIDED_BY_SIZE(Words.of(
                "α is divided by the number of neighbours, as in Caffe and PyTorch, where this formula does not.",
                "y is nearer to x than it should be; the gradients fit it")
                .seen("Caffe, issue 1453: Reference AlexNet is incorrect: alpha is 5 times too small in the LRN "
                        + "layer, https://github.com/BVLC/caffe/issues/1453")),
        NEIGHBOURS_ON_ONE_SIDE(Words.of(
                "The window of channels begins at the channel instead of being centred on it.",
                "y is wrong and the gradients fit it")),
        NEIGHBOURS_AMONG_THE_PIXELS(Words.of(
                "The sum goes over neighbouring pixels instead of neighbouring channels.",
                "y is wrong and the gradients fit it"));

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
    private final LocalResponseNorm spec;
    private final int C;
    private final int area;

    WrongResponseNorm(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        spec = (LocalResponseNorm) placed.spec();
        C = placed.input().dim(0);
        area = placed.input().size() / C;
    }

    private interface Term {
        double of(int j);
    }

    /** The sum over the elements that {@code at} sees (or, backwards, that see it). */
    private double neighbours(int at, boolean backwards, Term term) {
        boolean pixels = mistake == Mistake.NEIGHBOURS_AMONG_THE_PIXELS;
        int step = pixels ? 1 : area;
        int count = pixels ? area : C;
        int place = at / step % count;
        boolean oneSide = mistake == Mistake.NEIGHBOURS_ON_ONE_SIDE;
        int before = oneSide ? backwards ? 0 : spec.size() - 1 : spec.size() / 2;
        int after = oneSide ? backwards ? spec.size() - 1 : 0 : spec.size() / 2;
        double sum = 0;
        for (int j = Math.max(0, place - before); j <= Math.min(count - 1, place + after); j++) {
            sum += term.of(at + (j - place) * step);
        }
        return sum;
    }

    private double s(double[] x, int at) {
        double alpha = mistake == Mistake.ALPHA_DIVIDED_BY_SIZE ? spec.alpha() / spec.size() : spec.alpha();
        return spec.k() + alpha * neighbours(at, false, j -> x[j] * x[j]);
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int at = 0; at < N * C * area; at++) {
            y[at] = x[at] * Math.pow(s(x, at), -spec.beta());
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        double alpha = mistake == Mistake.ALPHA_DIVIDED_BY_SIZE ? spec.alpha() / spec.size() : spec.alpha();
        double power = -spec.beta() - 1;
        for (int k = 0; k < N * C * area; k++) {
            int at = k;
            double sum = switch (mistake) {
                case CROSS_TERM_MISSING_IN_DX -> 0;
                case CROSS_TERM_OF_ITS_OWN_CHANNEL_ONLY -> dy[at] * x[at] * Math.pow(s(x, at), power);
                case CROSS_TERM_WITH_ITS_OWN_S ->
                    neighbours(at, true, j -> dy[j] * x[j]) * Math.pow(s(x, at), power);
                default -> neighbours(at, true, j -> dy[j] * x[j] * Math.pow(s(x, j), power));
            };
            dx[at] = dy[at] * Math.pow(s(x, at), -spec.beta()) - 2 * alpha * spec.beta() * x[at] * sum;
        }
    }
}
