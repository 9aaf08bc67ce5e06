package cnn.scratch.faults;

import cnn.scratch.textbook.LayerContext;
import cnn.scratch.textbook.TextbookLayer;
import cnn.spec.Conv2d;
import cnn.spec.Geometry2d;
import cnn.spec.PlacedLayer;
import java.util.Arrays;

/** A convolution with one deliberate mistake. */
final class WrongConv2d extends TextbookLayer {
    private interface Term {
        void at(int n, int o, int y, int x, int w);
    }

    private final ConvolutionMistake mistake;
    private final int C;
    private final int O;
    private final int groups;
    private final Geometry2d g;
    private final int w;
    private final int wEnd;
    private final int b;
    private final int bEnd;
    private double[] firstWeights = {};

    WrongConv2d(ConvolutionMistake mistake, PlacedLayer placed, Conv2d spec, LayerContext context) {
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

    private ConvWalk forwardWalk() {
        int top = mistake == ConvolutionMistake.PADDING_TOP_AND_BOTTOM_EXCHANGED ? g.bottom() : g.top();
        int firstOfGroup = mistake == ConvolutionMistake.EVERY_GROUP_SEES_THE_FIRST_ONES_CHANNELS ? 0 : C / groups;
        int dilationH = mistake == ConvolutionMistake.DILATION_IGNORED_FORWARD ? 1 : g.dilationH();
        return new ConvWalk(g.strideH(), dilationH, g.dilationW(), top, firstOfGroup, g.outHeight(), true);
    }

    private ConvWalk backwardWalk() {
        return forwardWalk()
                .withDilation(g.dilationH(), g.dilationW())
                .withPadded(mistake != ConvolutionMistake.PADDING_BLOCKS_GRADIENT);
    }

    private ConvWalk walkOfDx() {
        ConvWalk right = backwardWalk();
        return switch (mistake) {
            case STRIDE_IGNORED_IN_DX -> right.withStrideH(1);
            case DILATION_IGNORED_IN_DX -> right.withDilation(1, 1);
            case DILATION_OF_H_TAKEN_FOR_W_IN_DX -> right.withDilation(g.dilationH(), g.dilationH());
            case PADDING_OFF_BY_ONE_IN_DX -> right.withTop(right.top() - 1);
            case GROUPS_MIXED_IN_DX -> right.withFirstOfGroup(0);
            default -> right;
        };
    }

    private ConvWalk walkOfDw() {
        ConvWalk right = backwardWalk();
        return switch (mistake) {
            case STRIDE_IGNORED_IN_DW -> right.withStrideH(1);
            case DILATION_IGNORED_IN_DW -> right.withDilation(1, 1);
            case GROUPS_MIXED_IN_DW -> right.withFirstOfGroup(0);
            case LAST_ROW_MISSING_IN_DW -> right.withRows(right.rows() - 1);
            default -> right;
        };
    }

    private void forEachTerm(int N, ConvWalk walk, Term term) {
        int area = g.kernelH() * g.kernelW();
        for (int at = 0; at < N * O * g.outHeight() * g.outWidth(); at++) {
            int i = at / g.outWidth() % g.outHeight();
            int j = at % g.outWidth();
            int n = at / (O * g.outHeight() * g.outWidth());
            int o = at / (g.outHeight() * g.outWidth()) % O;
            boolean touchesPadding = i * walk.strideH() - walk.top() < 0 || j * g.strideW() - g.left() < 0;
            int seen = C / groups;
            int first = o / (O / groups) * walk.firstOfGroup();
            for (int k = 0; k < seen * area; k++) {
                int p = i * walk.strideH() - walk.top() + k / g.kernelW() % g.kernelH() * walk.dilationH();
                int q = j * g.strideW() - g.left() + k % g.kernelW() * walk.dilationW();
                boolean inside = p >= 0 && p < g.height() && q >= 0 && q < g.width();
                if (inside && i < walk.rows() && (walk.padded() || !touchesPadding)) {
                    int x = ((n * C + first + k / area) * g.height() + p) * g.width() + q;
                    term.at(n, o, at, x, o * seen * area + k);
                }
            }
        }
    }

    private double weight(int at) {
        double weight = mistake == ConvolutionMistake.WEIGHTS_READ_ONCE ? firstWeights[at] : parameters[w + at];
        return mistake == ConvolutionMistake.WEIGHTS_LOSE_DIGITS ? weight * (1 + 0x1p-40) : weight;
    }

    @Override
    public void forward(int N, double[] x, double[] y) {
        if (firstWeights.length == 0) {
            firstWeights = Arrays.copyOfRange(parameters, w, wEnd);
        }
        int plane = g.outHeight() * g.outWidth();
        for (int at = 0; at < N * O * plane; at++) {
            y[at] = b < bEnd ? parameters[b + at / plane % O] : 0;
        }
        forEachTerm(N, forwardWalk(), (n, o, yAt, xAt, wAt) -> y[yAt] += weight(wAt) * x[xAt]);
        if (mistake == ConvolutionMistake.X_OVERWRITTEN) {
            x[0] = 0;
        }
    }

    @Override
    public void inputGradient(int N, double[] x, double[] y, double[] dy, double[] dx) {
        if (mistake != ConvolutionMistake.DX_NOT_CLEARED) {
            Arrays.fill(dx, 0, N * C * g.height() * g.width(), 0);
        }
        forEachTerm(N, walkOfDx(), (n, o, yAt, xAt, wAt) -> {
            double term = weight(weightOfDx(wAt, o)) * dy[yAt];
            int at = mistake == ConvolutionMistake.H_AND_W_SWAPPED_IN_DX ? withRowsOfLengthH(xAt) : xAt;
            dx[at] = mistake == ConvolutionMistake.OVERLAP_OVERWRITTEN_IN_DX ? term : dx[at] + term;
        });
    }

    /** Which weight dx takes where the forward pass took number {@code at}. */
    private int weightOfDx(int at, int o) {
        int KH = g.kernelH();
        int KW = g.kernelW();
        int area = KH * KW;
        int pair = at / area;
        int k = at % area;
        int seen = C / groups;
        return switch (mistake) {
            case KERNEL_NOT_ROTATED_IN_DX -> pair * area + area - 1 - k;
            case KERNEL_TRANSPOSED_IN_DX -> KH == KW ? pair * area + k % KW * KW + k / KW : at;
            case IN_AND_OUT_CHANNELS_SWAPPED_IN_DX -> (pair % seen * O + o) * area + k;
            default -> at;
        };
    }

    /** Beyond the end of the plane there would be the next one; there the row is cut off. */
    private int withRowsOfLengthH(int at) {
        int plane = g.height() * g.width();
        int wrong = at % plane / g.width() * g.height() + at % g.width();
        return at / plane * plane + Math.min(wrong, plane - 1);
    }

    @Override
    public void parameterGradient(int N, double[] x, double[] dy) {
        if (mistake != ConvolutionMistake.GRADIENT_ADDED_TO_OLD_VALUES) {
            Arrays.fill(gradient, w, bEnd, 0);
        }
        if (mistake == ConvolutionMistake.WRITES_BESIDE_ITS_SLICE) {
            gradient[bEnd] = 0;
        }
        double factor = mistake == ConvolutionMistake.MINIBATCH_DIVIDED_TWICE ? 1.0 / N : 1;
        forEachTerm(N, walkOfDw(), (n, o, yAt, xAt, wAt) -> gradient[w + wAt] += factor * x[xAt] * dy[yAt]);
        int plane = g.outHeight() * g.outWidth();
        for (int at = 0; at < N * O * plane && b < bEnd; at++) {
            boolean counts = switch (mistake) {
                case BIAS_GRADIENT_OF_LAST_SAMPLE_ONLY -> at / (O * plane) == N - 1;
                case BIAS_GRADIENT_OF_ONE_PIXEL -> at % plane == 0;
                default -> true;
            };
            double share = mistake == ConvolutionMistake.BIAS_GRADIENT_AVERAGED ? 1.0 / N : 1;
            gradient[b + at / plane % O] += counts ? share * dy[at] : 0;
        }
    }
}
