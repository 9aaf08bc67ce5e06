package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.PlacedLayer;
import cnn.spec.Upsample2d;
import java.util.Arrays;

/** A layer that only moves numbers about, flattening or repeating pixels, with one deliberate mistake. */
final class WrongReshape extends TextbookLayer {
    enum Mistake implements cnn.scratch.faults.Mistake {
        /** The control: everything right. */
        NONE(Words.CONTROL),
        CHANNELS_LAST(Words.of(
                "The image is flattened with the channels last.",
                "the gradients fit y, so finite differences find nothing; dense layers with imported weights see "
                        + "noise")
                .seen("TensorFlow.js, issue 2205: ChannelsFirst dataFormat in Flatten Layer Causes Different "
                        + "results, https://github.com/tensorflow/tfjs/issues/2205")),
        CHANNELS_LAST_IN_DX(Words.of(
                "Forward flattens with the channels first, backward as if they came last.",
                "every pixel gets another one's gradient; right for one channel or one pixel")),
        MEAN_IN_DX(Words.of(
                "Backward takes the mean of the copies' gradients instead of their sum.",
                "gradients before the layer are too small by the factors' product")),
        ONE_COPY_ONLY_IN_DX(Words.of(
                "Backward keeps the gradient of one copy, written with = instead of +=.",
                "dx misses what the other copies say")),
        FACTORS_EXCHANGED_IN_DX(Words.of(
                "Backward divides rows by the columns' factor and columns by the rows'.",
                "right where both factors are alike")),
        TILED_INSTEAD_OF_REPEATED(Words.of(
                "The image is laid side by side instead of each pixel being repeated; forwards and backwards.",
                "y is another picture, and the gradients fit it"));

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
    private final int H;
    private final int W;
    private final int factorH;
    private final int factorW;

    WrongReshape(Mistake mistake, PlacedLayer placed, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        boolean image = placed.input().rank() == 3;
        C = image ? placed.input().dim(0) : 1;
        H = image ? placed.input().dim(1) : 1;
        W = placed.input().size() / C / H;
        factorH = placed.spec() instanceof Upsample2d up ? up.factorH() : 1;
        factorW = placed.spec() instanceof Upsample2d up ? up.factorW() : 1;
    }

    /** Which x the y at a place is a copy of. */
    private int source(int at, boolean backward) {
        int OH = H * factorH;
        int OW = W * factorW;
        int area = OH * OW;
        boolean channelsLast =
                mistake == Mistake.CHANNELS_LAST || mistake == Mistake.CHANNELS_LAST_IN_DX && backward;
        if (channelsLast) {
            int within = at % (C * area);
            return at - within + within % C * area + within / C;
        }
        int i = at / OW % OH;
        int j = at % OW;
        boolean exchanged = mistake == Mistake.FACTORS_EXCHANGED_IN_DX && backward;
        boolean tiled = mistake == Mistake.TILED_INSTEAD_OF_REPEATED;
        int p = tiled ? i % H : Math.min(H - 1, i / (exchanged ? factorW : factorH));
        int q = tiled ? j % W : Math.min(W - 1, j / (exchanged ? factorH : factorW));
        return (at / area * H + p) * W + q;
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        for (int at = 0; at < N * C * H * factorH * W * factorW; at++) {
            y[at] = x[source(at, false)];
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        Arrays.fill(dx, 0, N * C * H * W, 0);
        double share = mistake == Mistake.MEAN_IN_DX ? 1.0 / (factorH * factorW) : 1;
        for (int at = 0; at < N * C * H * factorH * W * factorW; at++) {
            int source = source(at, true);
            double before = mistake == Mistake.ONE_COPY_ONLY_IN_DX ? 0 : dx[source];
            dx[source] = before + share * dy[at];
        }
    }
}
