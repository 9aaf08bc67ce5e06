package cnn.scratch.textbook;

import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/** A convolution with one deliberate mistake: the contract kit must find it. */
final class WrongConv2d extends TextbookLayer {
    enum Mistake {
        /** The control: everything right. */
        NONE,
        KERNEL_NOT_FLIPPED_IN_DX,
        OVERLAP_OVERWRITTEN_IN_DX,
        BIAS_GRADIENT_OF_LAST_SAMPLE_ONLY,
        PADDING_BLOCKS_GRADIENT,
        STRIDE_IGNORED_IN_DW,
        DILATION_IGNORED_FORWARD,
        PADDING_TOP_AND_BOTTOM_EXCHANGED,
        GRADIENT_ADDED_TO_OLD_VALUES,
        DX_NOT_CLEARED,
        X_OVERWRITTEN,
        WEIGHTS_READ_ONCE,
        WRITES_BESIDE_ITS_SLICE,
        WEIGHTS_LOSE_DIGITS,
        EVERY_GROUP_SEES_THE_FIRST_ONES_CHANNELS
    }

    private interface Term {
        void at(int n, int o, int y, int x, int w);
    }

    private final Mistake mistake;
    private final int C;
    private final int O;
    private final int groups;
    private final Geometry2d g;
    private final int w;
    private final int wEnd;
    private final int b;
    private final int bEnd;
    private double[] firstWeights = {};

    WrongConv2d(Mistake mistake, PlacedLayer placed, Conv2d spec, LayerContext context) {
        super(placed, context);
        this.mistake = mistake;
        C = placed.input().dim(0);
        O = spec.channels();
        groups = spec.groups();
        g = spec.window().on(placed.input().dim(1), placed.input().dim(2));
        w = placed.parameter("w").offset();
        wEnd = placed.parameter("w").end();
        b = spec.bias() ? placed.parameter("b").offset() : wEnd;
        bEnd = spec.bias() ? placed.parameter("b").end() : wEnd;
    }

    private void forEachTerm(int N, int strideH, int dilationH, int top, boolean padded, Term term) {
        int area = g.kernelH() * g.kernelW();
        for (int at = 0; at < N * O * g.outHeight() * g.outWidth(); at++) {
            int i = at / g.outWidth() % g.outHeight();
            int j = at % g.outWidth();
            int n = at / (O * g.outHeight() * g.outWidth());
            int o = at / (g.outHeight() * g.outWidth()) % O;
            boolean touchesPadding = i * strideH - top < 0 || j * g.strideW() - g.left() < 0;
            int seen = C / groups;
            int first = mistake == Mistake.EVERY_GROUP_SEES_THE_FIRST_ONES_CHANNELS ? 0 : o / (O / groups) * seen;
            for (int k = 0; k < seen * area; k++) {
                int p = i * strideH - top + k / g.kernelW() % g.kernelH() * dilationH;
                int q = j * g.strideW() - g.left() + k % g.kernelW() * g.dilationW();
                boolean inside = p >= 0 && p < g.height() && q >= 0 && q < g.width();
                if (inside && (padded || !touchesPadding)) {
                    int x = ((n * C + first + k / area) * g.height() + p) * g.width() + q;
                    term.at(n, o, at, x, o * seen * area + k);
                }
            }
        }
    }

    private double weight(int at) {
        double weight = mistake == Mistake.WEIGHTS_READ_ONCE ? firstWeights[at] : parameters[w + at];
        return mistake == Mistake.WEIGHTS_LOSE_DIGITS ? weight * (1 + 0x1p-40) : weight;
    }

    @Override
    void forward(int N, double[] x, double[] y) {
        if (firstWeights.length == 0) {
            firstWeights = Arrays.copyOfRange(parameters, w, wEnd);
        }
        int plane = g.outHeight() * g.outWidth();
        for (int at = 0; at < N * O * plane; at++) {
            y[at] = b < bEnd ? parameters[b + at / plane % O] : 0;
        }
        int dilationH = mistake == Mistake.DILATION_IGNORED_FORWARD ? 1 : g.dilationH();
        int top = mistake == Mistake.PADDING_TOP_AND_BOTTOM_EXCHANGED ? g.bottom() : g.top();
        forEachTerm(N, g.strideH(), dilationH, top, true, (n, o, yAt, xAt, wAt) -> y[yAt] += weight(wAt) * x[xAt]);
        if (mistake == Mistake.X_OVERWRITTEN) {
            x[0] = 0;
        }
    }

    @Override
    void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        if (mistake != Mistake.DX_NOT_CLEARED) {
            Arrays.fill(dx, 0, N * C * g.height() * g.width(), 0);
        }
        int area = g.kernelH() * g.kernelW();
        boolean padded = mistake != Mistake.PADDING_BLOCKS_GRADIENT;
        int top = mistake == Mistake.PADDING_TOP_AND_BOTTOM_EXCHANGED ? g.bottom() : g.top();
        forEachTerm(N, g.strideH(), g.dilationH(), top, padded, (n, o, yAt, xAt, wAt) -> {
            int other = wAt / area * area + area - 1 - wAt % area;
            double term = weight(mistake == Mistake.KERNEL_NOT_FLIPPED_IN_DX ? other : wAt) * dy[yAt];
            dx[xAt] = mistake == Mistake.OVERLAP_OVERWRITTEN_IN_DX ? term : dx[xAt] + term;
        });
    }

    @Override
    void parameterGradient(int N, double[] x, double[] dy) {
        if (mistake != Mistake.GRADIENT_ADDED_TO_OLD_VALUES) {
            Arrays.fill(gradient, w, bEnd, 0);
        }
        if (mistake == Mistake.WRITES_BESIDE_ITS_SLICE) {
            gradient[bEnd] = 0;
        }
        int strideH = mistake == Mistake.STRIDE_IGNORED_IN_DW ? 1 : g.strideH();
        boolean padded = mistake != Mistake.PADDING_BLOCKS_GRADIENT;
        int top = mistake == Mistake.PADDING_TOP_AND_BOTTOM_EXCHANGED ? g.bottom() : g.top();
        forEachTerm(N, strideH, g.dilationH(), top, padded, (n, o, yAt, xAt, wAt) -> gradient[w + wAt] += x[xAt] * dy[yAt]);
        int plane = g.outHeight() * g.outWidth();
        for (int at = 0; at < N * O * plane && b < bEnd; at++) {
            if (mistake != Mistake.BIAS_GRADIENT_OF_LAST_SAMPLE_ONLY || at / (O * plane) == N - 1) {
                gradient[b + at / plane % O] += dy[at];
            }
        }
    }
}
